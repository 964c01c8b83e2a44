import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

/** The text of PHONE_TAKEN in every answer. No full stop, because it is shown next to a field. */
export const PHONE_TAKEN_MESSAGE = 'This phone number is already registered with another company';

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
