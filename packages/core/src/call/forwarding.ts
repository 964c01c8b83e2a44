import type { ForwardRefusalReason } from '@linekeeper/contract';
import {
  type CountryCode,
  countryOf,
  type PhoneNumber,
  type PhoneNumberType,
  phoneNumberType,
  spellingsOf,
} from '@linekeeper/phone-number';

/** Regular numbers. Premium-rate, shared-cost, personal, pager and voicemail numbers can be expensive. */
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
 * null: the country of the line, and the one that the operator has set for the tenant. Calls come only to a line
 * that is in an account at the provider, so claiming a line in another country allows nothing.
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
  const of = countryOf(phoneNumber);
  const isAllowed =
    of !== null && (countries ? countries.has(of) : of === country || (line !== null && of === countryOf(line)));
  return isAllowed ? null : 'COUNTRY';
}

/**
 * As the host of a SIP address or in its parameter maddr, which replaces the host. Any name below it, too, and with the dot that
 * can end a host name.
 */
const PROVIDER_HOST = /[@.=]twilio\.com(?!\.?[a-z\d-])/i;

/**
 * Why calls can't be sent to a SIP address; null if they can. The provider's own SIP service would call the phone number in
 * the address, and so bypass the rules for numbers.
 */
export function sipRefusal(address: string): ForwardRefusalReason | null {
  return PROVIDER_HOST.test(address.slice(address.indexOf('@'))) ? 'SIP_HOST' : null;
}
