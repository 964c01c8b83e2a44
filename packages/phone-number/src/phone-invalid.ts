import { z } from 'zod';
import { PHONE_INVALID_MESSAGES } from './phone-invalid-messages.ts';
import { PhoneNumber } from './phone-number.ts';

export type PhoneInvalidReason = keyof typeof PHONE_INVALID_MESSAGES;

export const PhoneInvalidReason = z.enum(
  Object.keys(PHONE_INVALID_MESSAGES) as [PhoneInvalidReason, ...PhoneInvalidReason[]],
);

/** The text isn't a number that can be claimed. `suggestion` is a valid number that the person probably meant. */
export const PhoneInvalid = z.object({
  code: z.literal('PHONE_INVALID'),
  reason: PhoneInvalidReason,
  message: z.string(),
  suggestion: PhoneNumber.optional(),
});
export type PhoneInvalid = z.infer<typeof PhoneInvalid>;
