import { toAsciiDigits } from './decimal-digit.ts';
import type { PhoneInvalidReason } from './phone-invalid.ts';
import { PHONE_TEXT_MAX_LENGTH } from './phone-text-length.ts';

/** The digits of a text that has only one number and its punctuation. */
export interface PhoneDigits {
  /** It starts with +. */
  international: boolean;
  digits: string;
  /** The text has no punctuation. */
  bare: boolean;
  /** The digits before each slash and bracket. If a second number follows, they are a number by themselves. */
  beginnings: string[];
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const PLUS = /[+＋﹢]/gu;
const PUNCTUATION = /[\p{Zs}\p{Pd}−ー.．·・•/／()（）[\]［］~∼⁓～〜]/gu;
const GROUP_START = /[/／([（［]/gu;
/** `+33/1/42/68/53/00` has five. Each one is parsed as a number, so more would take milliseconds. */
const MAX_BEGINNINGS = 6;
const LETTERS = /\p{L}\p{M}*/gu;
const LINE_BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const SCHEME = /^\s*([\p{L}][\p{L}\d+.-]*):(\s*)/u;
const PROVIDER_SCHEME = /^(?:whatsapp|sips?|client|messenger|viber|rcs|skype|callto|sms|mailto|https?|urn)$/i;

/** The text with ASCII digits and without `tel:`. Null if it can't be a number: too long, an address, or two scripts. */
export function toPlainText(text: string): string | null {
  if (text.length > PHONE_TEXT_MAX_LENGTH) return null;
  // Checked before anything is removed, so that the removed part can't hide a second number.
  if (LINE_BREAKING.test(text) && !isBlank(text)) return null;
  const plain = toAsciiDigits(text.replace(INVISIBLE, ''));
  const scheme = plain && SCHEME.exec(plain);
  if (!scheme) return plain;
  const [whole, name = '', space] = scheme;
  if (/^tel$/i.test(name)) return scheme.input.slice(whole.length);
  // `Phone: +44 …` has a space, so it's a label and handled with the letters. `client:42` is an address.
  return space === '' || PROVIDER_SCHEME.test(name) ? null : plain;
}

export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, '').trim() === '';
}

/** Reads a plain text ({@link toPlainText}) as one number in digits, or says why it isn't one. */
export function readDigits(plain: string): PhoneDigits | Extract<PhoneInvalidReason, 'NOT_A_NUMBER' | 'HAS_LETTERS'> {
  // An allowlist. It excludes control characters, markup, lone surrogates and anything that we didn't think of.
  const left = plain.replace(PUNCTUATION, '').replace(PLUS, '+');
  const hasLetters = /\p{L}/u.test(left);
  const signs = hasLetters ? left.replace(LETTERS, '').replace(':', '') : left;
  if (!/^\+?\d+$/.test(signs)) return 'NOT_A_NUMBER';
  if (hasLetters) return 'HAS_LETTERS';
  const beginnings = beginningsOf(plain);
  if (beginnings.length > MAX_BEGINNINGS) return 'NOT_A_NUMBER';
  return {
    international: signs.startsWith('+'),
    digits: signs.replace('+', ''),
    bare: signs === plain.trim(),
    beginnings,
  };
}

function beginningsOf(plain: string): string[] {
  const digits = [...plain.matchAll(GROUP_START)].map((sign) => plain.slice(0, sign.index).replace(/\D/g, ''));
  return [...new Set(digits)];
}
