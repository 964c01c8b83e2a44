import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PHONE_TAKEN_MESSAGE } from './phone-taken-messages.ts';

/** Another tenant holds this line. The error never says which one. */
export const PhoneTaken = z.object({
  code: z.literal('PHONE_TAKEN'),
  phoneNumber: PhoneNumber,
  message: z.string(),
});
export type PhoneTaken = z.infer<typeof PhoneTaken>;

export function phoneTaken(phoneNumber: PhoneNumber): PhoneTaken {
  return { code: 'PHONE_TAKEN', phoneNumber, message: PHONE_TAKEN_MESSAGE };
}
