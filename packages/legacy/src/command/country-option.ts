import { type Input, type Option, read } from '@linekeeper/core';
import { CountryCode } from '@linekeeper/phone-number';

export const COUNTRY_OPTION: Readonly<Record<string, Option>> = {
  country: { value: '<code>', help: 'ISO 3166-1 alpha-2: reads national numbers of companies without a country' },
};

/** The country that was typed, or null. Throws WrongUse. */
export function readCountry({ options }: Input): CountryCode | null {
  return read(CountryCode.nullish(), options.country, '--country') ?? null;
}
