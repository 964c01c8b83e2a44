import { FORWARD_REFUSALS, type ForwardRefusalReason } from '@linekeeper/contract';
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

/** A line that calls are forwarded from, and the countries that its calls can be forwarded to. */
export interface ForwardFrom {
  line: PhoneNumber | null;
  country: string | null;
  countries: ReadonlySet<CountryCode> | null;
}

/**
 * Why calls to a line can't be forwarded to a number; null if they can. `countries`: those that calls can be forwarded to;
 * null: the country of the line, and the one that the operator has set for the tenant. Calls come only to a line
 * that is in an account at the provider, so claiming a line in another country allows nothing.
 */
export function forwardRefusal(
  phoneNumber: PhoneNumber,
  { line, country, countries }: ForwardFrom,
): ForwardRefusalReason | null {
  if (line !== null && spellingsOf(line).includes(phoneNumber)) return 'OWN_LINE';
  if (SATELLITE.test(phoneNumber)) return 'SATELLITE';
  if (!KINDS.has(phoneNumberType(phoneNumber))) return 'KIND';
  const of = countryOf(phoneNumber);
  const isAllowed =
    of !== null && (countries ? countries.has(of) : of === country || (line !== null && of === countryOf(line)));
  return isAllowed ? null : 'COUNTRY';
}

/** What to tell people about COUNTRY: the country of the number, and those that they can forward to, unless they are many. */
export function countryRefusal(phoneNumber: PhoneNumber, { line, country, countries }: ForwardFrom): string {
  const of = countryOf(phoneNumber);
  const ofLine = line && countryOf(line);
  const allowed = [...(countries ?? new Set([ofLine, country]))].filter((one) => one !== null);
  const isOfLine = allowed.length === 1 && allowed[0] === ofLine;
  return FORWARD_REFUSALS.COUNTRY.replace('this country.', of ? `this country (${nameOf(of)}).` : '$&').replace(
    'another number',
    isOfLine
      ? `a number in the country of your line (${nameOf(ofLine)})`
      : allowed.length > 0 && allowed.length <= MOST_NAMED
        ? `a number in one of these countries: ${allowed.map(nameOf).join(', ')}`
        : '$&',
  );
}

/** More countries would make a message too long. */
const MOST_NAMED = 5;
const NAMES = new Intl.DisplayNames('en', { type: 'region' });
const nameOf = (country: string) => NAMES.of(country) ?? country;

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
