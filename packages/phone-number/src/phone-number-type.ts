import { z } from 'zod';
import { findAssigned } from './numbering-plan.ts';
import type { PhoneNumber } from './phone-number.ts';

/** What a plan uses a number for. FIXED_LINE_OR_MOBILE: the plan does not tell (North America). */
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

/** What the number's plan uses it for; null where it has left its plan. */
export function phoneNumberType(phoneNumber: PhoneNumber): PhoneNumberType | null {
  return findAssigned(phoneNumber.slice(1))?.getType() ?? null;
}
