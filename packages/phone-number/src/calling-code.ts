import { getCountryCallingCode } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';

/** The calling code that a country's numbers start with, without the +: `44` for GB. Several countries can share one. */
export function callingCodeOfCountry(country: CountryCode): string {
  return getCountryCallingCode(country);
}
