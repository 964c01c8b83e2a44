import { PhoneNumber as LibraryNumber } from 'libphonenumber-js/max';
import { findAssigned } from './assigned-number.ts';
import type { CountryCode } from './country.ts';
import { callingCodeOf, countriesOf, lengthsOf } from './numbering-plan.ts';
import type { PhoneNumber } from './phone-number.ts';
import { readNational } from './phone-reading.ts';

/** `international`: `+44 20 7946 0018`. `national`: as people in the number's country write it, `020 7946 0018`. */
export type PhoneNumberStyle = 'international' | 'national';

/**
 * Formats a number for people.
 *
 * {@link parsePhoneNumber} reads the international style as the same number. If a number isn't in its country's plan any
 * more, it's grouped as far as the plan says how. A number is always formatted internationally if it belongs to no country,
 * or if its national spelling is also the spelling of another line.
 */
export function formatPhoneNumber(phoneNumber: PhoneNumber, style: PhoneNumberStyle = 'international'): string {
  const country = findAssigned(phoneNumber.slice(1))?.country ?? null;
  const line = toLibraryNumber(phoneNumber, country);
  if (style === 'national' && line && country) {
    const national = line.formatNational();
    const [reading, ...others] = readNational(national.replace(/[^0-9]/g, ''), country);
    // The national spelling of Gabon's 600 0000 is 06 00 00 00, which is also the spelling of another line.
    if (reading?.number === phoneNumber && others.length === 0) return national;
  }
  return line?.formatInternational() ?? phoneNumber;
}

/** Built from the digits, because parsing could change them. Null if no country or network has its calling code. */
function toLibraryNumber(phoneNumber: PhoneNumber, country: CountryCode | null): LibraryNumber | null {
  try {
    const line = new LibraryNumber(phoneNumber);
    if (country) line.country = country;
    return line;
  } catch {
    return null;
  }
}

/**
 * The country of a number. Null if the number belongs to no country (satellite, +800), or if it isn't in a plan any more
 * and several countries have its calling code.
 */
export function countryOf(phoneNumber: PhoneNumber): CountryCode | null {
  const digits = phoneNumber.slice(1);
  const assigned = findAssigned(digits);
  if (assigned) return assigned.country;
  const callingCode = callingCodeOf(digits) ?? '';
  const [country, ...others] = countriesOf(callingCode).filter((each) =>
    lengthsOf(each).includes(digits.length - callingCode.length),
  );
  return others.length === 0 ? (country ?? null) : null;
}
