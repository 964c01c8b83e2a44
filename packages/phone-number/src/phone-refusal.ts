import { getCountryCallingCode } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';
import { callingCodeOf, lengthsOf } from './numbering-plan.ts';
import type { PhoneInvalidReason } from './phone-invalid.ts';
import { isShortCode } from './short-code.ts';

/** The longest number in E.164, including the calling code. */
export const MAX_DIGITS = 15;
/** Fewer digits than any line that can be called from abroad. The library accepts some service codes (+43 1110). */
export const MIN_DIGITS = 7;

type Reason = Extract<PhoneInvalidReason, 'UNKNOWN_COUNTRY' | 'SHORT_CODE' | 'TOO_SHORT' | 'TOO_LONG' | 'NOT_IN_USE'>;

/** Why digits that start with a calling code aren't in a plan. */
export function reasonForInternational(digits: string): Reason {
  const callingCode = callingCodeOf(digits);
  if (/^(?:112|911)$/.test(digits)) return 'SHORT_CODE';
  if (callingCode === null) return digits.length < 3 && !digits.startsWith('0') ? 'TOO_SHORT' : 'UNKNOWN_COUNTRY';
  const national = digits.slice(callingCode.length);
  return isShortCode(national, callingCode) ? 'SHORT_CODE' : reasonForLength(national, callingCode, callingCode);
}

/** Why digits without + aren't in the plan of this country. */
export function reasonForNational(digits: string, country: CountryCode): Reason {
  return isShortCode(digits, null) ? 'SHORT_CODE' : reasonForLength(digits, country, getCountryCallingCode(country));
}

function reasonForLength(digits: string, plan: string, callingCode: string): Reason {
  const lengths = lengthsOf(plan);
  // A leading 0 is nearly always the trunk prefix. In Italy's plan it isn't, but one digit doesn't change the reason.
  const length = digits.replace(/^0/, '').length;
  if (length > (lengths.at(-1) ?? MAX_DIGITS) || callingCode.length + length > MAX_DIGITS) return 'TOO_LONG';
  return length < (lengths[0] ?? 0) || callingCode.length + length < MIN_DIGITS ? 'TOO_SHORT' : 'NOT_IN_USE';
}
