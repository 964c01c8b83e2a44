import { getCountries, type CountryCode as LibraryCountry } from 'libphonenumber-js/max';
import { z } from 'zod';

/** Every country whose numbering plan is known, in no particular order. */
export const COUNTRY_CODES: readonly CountryCode[] = getCountries();

/** An ISO 3166-1 alpha-2 code (and XK) whose numbering plan is known: the country that national numbers are read in. */
export const CountryCode = z
  .enum(getCountries() as [LibraryCountry, ...LibraryCountry[]])
  .describe('ISO 3166-1 alpha-2, for example GB');
export type CountryCode = LibraryCountry;
