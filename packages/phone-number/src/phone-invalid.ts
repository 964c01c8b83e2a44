import { z } from 'zod';
import { PhoneNumber } from './phone-number.ts';

/** The reasons why a text isn't a number that can be claimed, and what to do about it. */
export const PHONE_INVALID_MESSAGES = {
  EMPTY: 'Enter a phone number, for example +44 20 7946 0018',
  NOT_A_NUMBER: 'This is not a single phone number. Enter one number, for example +44 20 7946 0018',
  NEEDS_COUNTRY: 'Start with + and the country code, for example +44 20 7946 0018',
  UNKNOWN_COUNTRY: 'No country has this country code. Check the digits after the +',
  HAS_EXTENSION: 'Remove the extension. Callers dial the main number',
  HAS_LETTERS: 'Use digits instead of letters',
  SHORT_CODE: "Short codes and emergency numbers can't be used here. Enter a full phone number",
  UNSUPPORTED_TYPE: "Premium-rate and shared-cost numbers can't be used here. Enter a regular number",
  TOO_SHORT: 'This number has too few digits. Check for a missing digit',
  TOO_LONG: 'This number has too many digits. Check for an extra digit',
  NOT_IN_USE: 'This is not a valid phone number in its country. Check the digits',
  OTHER_COUNTRY_CODE: 'This line has a different country code. Use the suggested number',
} as const satisfies Record<string, string>;

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

export function phoneInvalid(reason: PhoneInvalidReason, suggestion?: PhoneNumber): PhoneInvalid {
  const invalid: PhoneInvalid = { code: 'PHONE_INVALID', reason, message: PHONE_INVALID_MESSAGES[reason] };
  return suggestion === undefined ? invalid : { ...invalid, suggestion };
}
