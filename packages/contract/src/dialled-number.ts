import { E164_PATTERN, PhoneNumber } from './phone-number.ts';
import { readInternational } from './phone-reading.ts';
import { readDigits, toPlainText } from './phone-text.ts';

/**
 * The number that a phone network says was dialled (a call's `To`), as the key to look its tenant up by.
 *
 * E.164 is taken as it is, without a look at the plan: a stored number can have left it. Spelled otherwise
 * (`+44 (0)20 …`, `tel:+44-20-…`) it is read as {@link parsePhoneNumber} reads it. Null for what is no number with a
 * calling code: `whatsapp:`, `sip:`, `client:`, national spellings, short codes. Never throws.
 */
export function readDialledNumber(text: string): PhoneNumber | null {
  if (E164_PATTERN.test(text)) return text as PhoneNumber;
  const plain = toPlainText(text);
  const read = plain === null ? null : readDigits(plain);
  if (read === null || typeof read === 'string' || !read.international) return null;
  const number = readInternational(read.digits)?.number ?? `+${read.digits}`;
  return PhoneNumber.safeParse(number).data ?? null;
}
