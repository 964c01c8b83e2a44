import { E164_PATTERN, PhoneNumber } from './phone-number.ts';
import { readInternational } from './phone-reading.ts';
import { readDigits, toPlainText } from './phone-text.ts';
import { otherSpellingsOf } from './shared-line.ts';

/**
 * The number that a phone network says was dialled (a call's `To`), as the keys to look its tenant up by, the likeliest
 * first. There are two if the line can be dialled under two calling codes (`+970 59…` and `+972 59…`).
 *
 * E.164 is taken as it is, without a look at the plan: a stored number can have left it. Spelled otherwise
 * (`+44 (0)20 …`, `tel:+44-20-…`) it is read as {@link parsePhoneNumber} reads it. Empty for what is no number with a
 * calling code: `whatsapp:`, `sip:`, `client:`, national spellings, short codes. Never throws.
 */
export function readDialledNumber(text: string): PhoneNumber[] {
  const dialled = E164_PATTERN.test(text) ? (text as PhoneNumber) : readSpelling(text);
  return dialled ? [dialled, ...otherSpellingsOf(dialled)] : [];
}

function readSpelling(text: string): PhoneNumber | undefined {
  const plain = toPlainText(text);
  const read = plain === null ? null : readDigits(plain);
  if (read === null || typeof read === 'string' || !read.international) return undefined;
  const number = readInternational(read.digits)?.number ?? `+${read.digits}`;
  return PhoneNumber.safeParse(number).data;
}
