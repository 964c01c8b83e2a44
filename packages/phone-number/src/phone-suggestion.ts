import { getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type AssignedNumber, findAssigned } from './assigned-number.ts';
import type { CountryCode } from './country.ts';
import { callingCodeOf, lengthsOf } from './numbering-plan.ts';
import { readForeignPrefix, readNational } from './phone-reading.ts';

/** Former prefixes that people still write: Mexico's mobile 1 and its three trunk prefixes. */
const RETIRED_PREFIXES: Readonly<Record<string, readonly string[]>> = { 52: ['1', '01', '044', '045'] };

/** The number that was probably meant by digits after + that aren't in a plan. Null if there is none. */
export function suggestInternational(digits: string, country: CountryCode | null): AssignedNumber | null {
  const callingCode = callingCodeOf(digits);
  if (callingCode !== null) {
    return suggestWithin(callingCode, digits.slice(callingCode.length)) ?? assignedOf(`+${digits}`, undefined);
  }
  // `+0044 20 …` and `+020 7946 0018`: a prefix instead of the calling code, or a missing calling code.
  const foreign = readForeignPrefix(digits, country);
  const readings = [...(foreign ? [foreign] : []), ...(country ? readNational(digits, country) : [])];
  const [first] = readings;
  return first && readings.every(({ number }) => number === first.number) ? first : null;
}

/** The number that was probably meant by a national spelling that isn't in a plan. Null if there is none. */
export function suggestNational(digits: string, country: CountryCode): AssignedNumber | null {
  const callingCode = getCountryCallingCode(country);
  const guess = assignedOf(digits, country);
  const isOfCountry = guess !== null && lengthsOf(country).includes(guess.nationalNumber.length);
  return suggestWithin(callingCode, digits) ?? (isOfCountry ? guess : null);
}

function suggestWithin(callingCode: string, digits: string): AssignedNumber | null {
  for (const prefix of RETIRED_PREFIXES[callingCode] ?? []) {
    const without = digits.startsWith(prefix) ? findAssigned(callingCode + digits.slice(prefix.length)) : null;
    if (without) return without;
  }
  return null;
}

/** The library's guess, which can add area codes and drop carrier codes. Good enough for a suggestion only. */
function assignedOf(text: string, country: CountryCode | undefined): AssignedNumber | null {
  const guess = parsePhoneNumberFromString(text, country);
  return guess ? findAssigned(guess.countryCallingCode + guess.nationalNumber) : null;
}
