const DECIMAL_DIGIT = /^\p{Nd}$/u;

/** The code point of the zero in this character's set of ten digits. Null if the character isn't a decimal digit. */
function zeroOf(character: string): number | null {
  if (!DECIMAL_DIGIT.test(character)) return null;
  const codePoint = codePointOf(character);
  // Unicode encodes every set as ten digits in a row, starting with zero. Adjacent sets (mathematical digits) follow in tens.
  let first = codePoint;
  while (DECIMAL_DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return codePoint - ((codePoint - first) % 10);
}

/** The code point of the first character of a text that isn't empty. */
function codePointOf(character: string): number {
  return character.codePointAt(0) as number;
}

/**
 * The text with every decimal digit (`\p{Nd}`) written as 0–9. Everything else stays. Null if the text mixes digits of two
 * sets (`88८६`, `１2`), because the number that was meant would be a guess.
 */
export function toAsciiDigits(text: string): string | null {
  let set: number | null = null;
  let ascii = '';
  for (const character of text) {
    const zero = zeroOf(character);
    if (zero === null) {
      ascii += character;
      continue;
    }
    if (set !== null && set !== zero) return null;
    set = zero;
    ascii += String(codePointOf(character) - zero);
  }
  return ascii;
}
