import { z } from 'zod';
import { findAssigned } from './assigned-number.ts';
import type { PhoneNumber } from './phone-number.ts';

/** What a plan uses a number for. FIXED_LINE_OR_MOBILE: the plan doesn't distinguish the two (North America). */
export const PhoneNumberType = z.enum([
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
  'MOBILE',
  'PAGER',
  'PERSONAL_NUMBER',
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'VOICEMAIL',
  'VOIP',
]);
export type PhoneNumberType = z.infer<typeof PhoneNumberType>;

/** What the number's plan uses it for. Null if the number isn't in a plan any more. */
export function phoneNumberType(phoneNumber: PhoneNumber): PhoneNumberType | null {
  return findAssigned(phoneNumber.slice(1))?.type ?? null;
}
