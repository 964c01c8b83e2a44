import type { PhoneInvalid } from './phone-invalid.ts';
import type { PhoneNumber } from './phone-number.ts';

// No schemas here: a form in a browser needs this file, and must not load zod for it.

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
  NOT_IN_USE: 'No phone line can have this number. Check for a wrong or missing digit',
  OTHER_COUNTRY_CODE: 'This line has a different country code. Use the suggested number',
} as const satisfies Record<string, string>;

/** For a national number that isn't in the plan of its country: it can be a number of another country without its +. */
const OF_ANOTHER_COUNTRY = "If it's a number of another country, start with + and the country code";

export function phoneInvalid(reason: PhoneInvalid['reason'], suggestion?: PhoneNumber): PhoneInvalid {
  const invalid: PhoneInvalid = { code: 'PHONE_INVALID', reason, message: PHONE_INVALID_MESSAGES[reason] };
  return suggestion === undefined ? invalid : { ...invalid, suggestion };
}

/** The same for a national number, which can also be a number of another country without its country code. */
export function nationalInvalid(reason: PhoneInvalid['reason'], suggestion?: PhoneNumber): PhoneInvalid {
  const invalid = phoneInvalid(reason, suggestion);
  return CAN_BE_FOREIGN.includes(reason)
    ? { ...invalid, message: `${invalid.message}. ${OF_ANOTHER_COUNTRY}` }
    : invalid;
}

const CAN_BE_FOREIGN: readonly PhoneInvalid['reason'][] = ['TOO_SHORT', 'TOO_LONG', 'NOT_IN_USE'];

/** The reasons that more digits at the end can't fix. */
const FINAL_REASONS: readonly PhoneInvalid['reason'][] = ['UNKNOWN_COUNTRY', 'TOO_LONG', 'OTHER_COUNTRY_CODE'];

/** Whether a text that was refused for this reason can still become a number if a person keeps typing. */
export function canBecomeNumber({ reason }: Pick<PhoneInvalid, 'reason'>): boolean {
  return !FINAL_REASONS.includes(reason);
}
