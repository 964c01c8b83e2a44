import { expect, it } from 'vitest';
import { z } from 'zod';
import { CountryCode, knownCountry } from './country.ts';

it.each([
  ['GB', 'GB'],
  ['XK', 'XK'],
  ['ZZ', null],
  ['gb', null],
  ['', null],
  [null, null],
  [undefined, null],
])('the stored country %j is read as %j', (stored, country) => {
  expect(knownCountry(stored)).toBe(country);
});

it('a code that is not a country is refused with an example of one', () => {
  const { error } = CountryCode.safeParse('gb');
  expect(error?.issues).toMatchObject([{ message: 'must be an ISO 3166-1 alpha-2 code, for example GB' }]);
});

it('the schema of a country describes itself', () => {
  expect(z.toJSONSchema(CountryCode)).toMatchObject({ description: 'ISO 3166-1 alpha-2, for example GB' });
});
