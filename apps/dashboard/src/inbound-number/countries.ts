import { COUNTRY_CODES, type CountryCode, callingCodeOfCountry } from '@linekeeper/phone-number';

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

export function countryName(country: string): string {
  return NAMES.of(country) ?? country;
}

export interface CountryOption {
  country: CountryCode;
  label: string;
}

/** Every country, sorted by name: `United Kingdom (GB) +44`. Without flags, because many machines show empty boxes for them. */
export const COUNTRY_OPTIONS: readonly CountryOption[] = COUNTRY_CODES.map((country) => ({
  country,
  label: `${countryName(country)} (${country}) +${callingCodeOfCountry(country)}`,
})).sort((one, other) => one.label.localeCompare(other.label, 'en'));

const CALLING_CODES = new Set(COUNTRY_CODES.map(callingCodeOfCountry));

/** The calling code that a text with + begins with, as far as it is typed. */
export function callingCodeIn(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  return [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => CALLING_CODES.has(code)) ?? null;
}
