import fc from 'fast-check';
import { getCountries, getCountryCallingCode, PhoneNumber as LibraryNumber } from 'libphonenumber-js/max';
import { expect, it } from 'vitest';
import { findAssigned } from './assigned-number.ts';
import { COUNTRY_CODES } from './country.ts';
import { callingCodeOf } from './numbering-plan.ts';
import { PHONE_EXAMPLES } from './phone-number.examples.ts';
import { digits as anyDigits } from './phone-text.arbitraries.ts';

it.each([
  ['14155238886', '1'],
  ['442079460018', '44'],
  ['80012345678', '800'],
  ['44', '44'],
  ['4', null],
  ['38', null],
  ['210123456', null],
  ['0442079460018', null],
  ['', null],
])('%s starts with the calling code %s', (digits, callingCode) => {
  expect(callingCodeOf(digits)).toBe(callingCode);
});

it.each([
  ['442079460018', '+442079460018'],
  // Unchanged: no trunk zero is dropped, and no area code is added.
  ['4402079460018', undefined],
  ['378886377', undefined],
  ['15555555555', undefined],
  ['99912345678', undefined],
  ['80012345678', '+80012345678'],
  ['80002345678', undefined],
  ['1', undefined],
])('the digits %s are found in their plan as %s', (digits, number) => {
  expect(findAssigned(digits)?.number).toBe(number);
});

it('every listed country has a plan, and every country with a plan is listed', () => {
  expect(COUNTRY_CODES).toEqual(getCountries().sort());
});

/** What the library itself says about these digits. */
function ofLibrary(digits: string) {
  let line: LibraryNumber;
  try {
    line = new LibraryNumber(`+${digits}`);
  } catch {
    return null;
  }
  const countries = line.getPossibleCountries();
  const isOfNetwork = countries.length === 0 && line.isNonGeographic();
  for (const country of isOfNetwork ? [null] : countries) {
    if (country) line.country = country;
    if (line.isValid())
      return { number: line.number, nationalNumber: line.nationalNumber, country, type: line.getType() };
  }
  return null;
}

it('every example and its neighbours have the country and the type that the library says', () => {
  const neighbours = PHONE_EXAMPLES.flatMap(({ number }) => {
    const digits = number.slice(1);
    return [digits, `${digits}0`, ...Array.from(digits, (_, at) => digits.slice(0, at) + digits.slice(at + 1))];
  });
  expect(neighbours.length).toBeGreaterThan(10_000);
  for (const digits of neighbours)
    expect({ digits, found: findAssigned(digits) }).toEqual({ digits, found: ofLibrary(digits) });
});

it('any digits after any calling code have the country and the type that the library says', () => {
  const callingCode = fc.constantFrom(
    ...COUNTRY_CODES.map((country) => getCountryCallingCode(country)),
    '800',
    '870',
    '999',
    '',
  );
  fc.assert(
    fc.property(callingCode, anyDigits, (code, rest) => {
      expect(findAssigned(code + rest)).toEqual(ofLibrary(code + rest));
    }),
    { numRuns: 5_000 },
  );
});
