import type { CountryCode } from './country.ts';
import { findAssigned, toLibraryNumber } from './numbering-plan.ts';
import type { PhoneNumber } from './phone-number.ts';
import { readNational } from './phone-reading.ts';

/** `international`: `+44 20 7946 0018`. `national`, as it is written in its own country: `020 7946 0018`. */
export type PhoneNumberStyle = 'international' | 'national';

/**
 * How a number is written for people.
 *
 * What it writes in international style, {@link parsePhoneNumber} reads as the same number. A number that has left its
 * country's plan is written in groups where the plan still has some, else as it is. One of no country, or whose national
 * spelling is another line's too, is always written internationally.
 */
export function formatPhoneNumber(phoneNumber: PhoneNumber, style: PhoneNumberStyle = 'international'): string {
  const assigned = findAssigned(phoneNumber.slice(1));
  if (style === 'national' && assigned?.country) {
    const national = assigned.formatNational();
    const [reading, ...others] = readNational(national.replace(/[^0-9]/g, ''), assigned.country);
    // Gabon's 600 0000 is written 06 00 00 00 nationally, and so is another line.
    if (reading?.number === phoneNumber && others.length === 0) return national;
  }
  return (assigned ?? toLibraryNumber(phoneNumber.slice(1)))?.formatInternational() ?? phoneNumber;
}

/**
 * The country of a number; null for one of no country (satellite, +800), and for one that has left its plan where other
 * countries have the same calling code.
 */
export function countryOf(phoneNumber: PhoneNumber): CountryCode | null {
  const digits = phoneNumber.slice(1);
  const assigned = findAssigned(digits);
  if (assigned) return assigned.country ?? null;
  const [country, ...others] = toLibraryNumber(digits)?.getPossibleCountries() ?? [];
  return others.length === 0 ? (country ?? null) : null;
}
