import { E164_PATTERN, PhoneNumber } from './phone-number.ts';
import { readInternational } from './phone-reading.ts';
import { readDigits, toPlainText } from './phone-text.ts';
import { otherSpellingsOf } from './shared-line.ts';

/**
 * Returns the keys under which to look up the tenant of a dialled number (a call's `To`), the likeliest first. There are
 * two if the line can be dialled under two calling codes (`+970 59…` and `+972 59…`).
 *
 * E.164 isn't checked against the numbering plan, because a stored number can have left the plan. Any other spelling
 * (`+44 (0)20 …`, `tel:+44-20-…`) is parsed with {@link parsePhoneNumber}. Returns an empty list for anything other than a
 * number with a calling code: `whatsapp:`, `sip:`, `client:`, national spellings, short codes. Never throws.
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
