import type { ForwardRefusalReason } from '@linekeeper/contract';
import {
  type CountryCode,
  countryOfNumber,
  type PhoneNumber,
  type PhoneNumberType,
  phoneNumberType,
  spellingsOf,
} from '@linekeeper/phone-number';

/** Ordinary numbers. Premium-rate, shared-cost, personal, pager and voicemail numbers can cost anything. */
const KINDS: ReadonlySet<PhoneNumberType | null> = new Set([
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
  'MOBILE',
  'TOLL_FREE',
  'UAN',
  'VOIP',
]);
/** Satellite and international networks have calling codes of their own; Australia's satellite numbers are +61 14. */
const SATELLITE = /^\+(?:87[08]|88[1238]|979|6114)/;

/**
 * Why calls to a line can't be forwarded to a number; null if they can. `countries`: those that calls can be forwarded to;
 * null: the tenant's own.
 */
export function forwardRefusal(
  phoneNumber: PhoneNumber,
  {
    line,
    country,
    countries,
  }: { line: PhoneNumber | null; country: string | null; countries: ReadonlySet<CountryCode> | null },
): ForwardRefusalReason | null {
  if (line !== null && spellingsOf(line).includes(phoneNumber)) return 'OWN_LINE';
  if (SATELLITE.test(phoneNumber)) return 'SATELLITE';
  if (!KINDS.has(phoneNumberType(phoneNumber))) return 'KIND';
  const of = countryOfNumber(phoneNumber);
  const isAllowed = of !== null && (countries ? countries.has(of) : of === country);
  return isAllowed ? null : 'COUNTRY';
}
