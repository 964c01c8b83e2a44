import { getCountries } from 'libphonenumber-js/max';
import { expect, it } from 'vitest';
import { COUNTRY_CODES } from './country.ts';
import { callingCodeOf, findAssigned } from './numbering-plan.ts';

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
