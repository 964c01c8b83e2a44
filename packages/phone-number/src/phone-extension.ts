export interface PhoneExtension {
  /** The text before the extension. */
  main: string;
  /** A word makes the extension certain. A sign or a single `x` doesn't. */
  certain: boolean;
}

const WORDS =
  'ext|extn|extension|xtn|anexo|interno|int|ramal|poste|durchwahl|dw|nebenstelle|доб|内線|内线|分機|分机|내선';

const PARAMETER = /^(.*?\d.*?);\s*(?:ext|isub)\s*=/isu;
const WORD = new RegExp(`^(.*?\\d.*?)(?<!\\p{L})(?:${WORDS})(?!\\p{L})[\\s.:=#-]*[\\d*#]{1,11}\\s*[)\\]]?\\s*$`, 'isu');
// `x42`, `#42`, and the digits that telephones dial after a pause: `,,42#`, `p42`, `w42`.
const SIGN = /^(.*?\d.*?)(?<!\p{L})(?:[xｘ]|[#＃]|[,;]|[pw]+)[\s.:]*\d{1,6}#?\s*[)\]]?\s*$/isu;

/** Splits off the extension at the end of a text with ASCII digits. Null if there is none. */
export function splitExtension(text: string): PhoneExtension | null {
  const certain = PARAMETER.exec(text) ?? WORD.exec(text);
  const main = (certain ?? SIGN.exec(text))?.[1];
  return main === undefined ? null : { main: main.replace(/[\s([,;]+$/, ''), certain: certain !== null };
}
