import { getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type AssignedNumber, findAssigned } from './assigned-number.ts';
import type { CountryCode } from './country.ts';
import { callingCodeOf, internationalPrefixOf, lengthsOf } from './numbering-plan.ts';

/** The trunk prefixes. Longer ones select a carrier or a service, so we don't drop them. */
const TRUNK_PREFIXES: readonly string[] = ['0', '1', '8', '06', '80'];
const LONGEST_INTERNATIONAL_PREFIX = 8;

/** The number for digits that start with a calling code: unchanged, or without a trunk or domestic prefix. */
export function readInternational(digits: string): AssignedNumber | null {
  const callingCode = callingCodeOf(digits);
  if (callingCode === null) return null;
  // Unchanged first: the library would drop a first digit that looks like a prefix, even from a valid number.
  return findAssigned(digits) ?? readWithPrefix(callingCode, digits.slice(callingCode.length));
}

/** Every number that digits without + can mean in a country. If there are several, it isn't clear which is meant. */
export function readNational(digits: string, country: CountryCode): AssignedNumber[] {
  const callingCode = getCountryCallingCode(country);
  const prefix = internationalPrefixOf(country);
  const lengths = lengthsOf(country);
  // Canada's 310 1234 has no area code. In Barbados, with the same calling code, these digits are the end of a local number.
  const readings = [findAssigned(callingCode + digits), readWithPrefix(callingCode, digits)].filter(
    (reading) => reading && lengths.includes(reading.nationalNumber.length),
  );
  if (digits.startsWith(callingCode)) readings.push(readInternational(digits));
  // If 00 and 001 are both prefixes (Hong Kong), 001415… is +1 415… or +41 5…, so every length is tried.
  for (let length = 1; length <= LONGEST_INTERNATIONAL_PREFIX; length += 1) {
    if (prefix.test(digits.slice(0, length))) readings.push(readInternational(digits.slice(length)));
  }
  const found = readings.filter((reading) => reading !== null);
  return [...new Map(found.map((reading) => [reading.number, reading])).values()];
}

/** 011 begins area codes too (Sheffield, Turin, Delhi). Even with two digits too many, their numbers are shorter than this. */
const LEAST_DIGITS_AFTER_011 = 11;
/** In these countries 005, 006 and 007 lead to the two others, without a calling code. */
const EAST_AFRICA: readonly (CountryCode | null)[] = ['KE', 'TZ', 'UG'];

/**
 * The number after 00, the international prefix of most countries, or after 011, the one of North America. A shorter number
 * after 011 is read by {@link readNational} in a country where that is the prefix.
 */
export function readForeignPrefix(digits: string, country: CountryCode | null): AssignedNumber | null {
  if (digits.startsWith('00')) {
    return EAST_AFRICA.includes(country) && /^00[567]/.test(digits) ? null : readInternational(digits.slice(2));
  }
  if (!digits.startsWith('011')) return null;
  const after = digits.slice(3);
  return after.length >= LEAST_DIGITS_AFTER_011 ? readInternational(after) : null;
}

function readWithPrefix(callingCode: string, digits: string): AssignedNumber | null {
  const guess = parsePhoneNumberFromString(`+${callingCode}${digits}`);
  if (!guess) return null;
  const { nationalNumber } = guess;
  // The library also adds area codes (San Marino's 0549) and drops carrier codes. We only accept what we would do ourselves.
  // In Argentina, the 15 after the area code is a 9 before it from abroad: 11 15 2345 6789 and 9 11 2345 6789 are one line.
  const isOurs = callingCode === '54' || TRUNK_PREFIXES.some((prefix) => digits === prefix + nationalNumber);
  return isOurs ? findAssigned(callingCode + nationalNumber) : null;
}
