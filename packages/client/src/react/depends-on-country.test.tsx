import { err, ok } from '@linekeeper/contract';
import { PhoneNumber, phoneInvalid } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { dependsOnCountry } from './depends-on-country.ts';

it.each(['NEEDS_COUNTRY', 'TOO_SHORT', 'SHORT_CODE'] as const)(
  'a text that is %s without a country can be a number in some country',
  (reason) => {
    expect(dependsOnCountry(err(phoneInvalid(reason)))).toBe(true);
  },
);

it.each(['EMPTY', 'TOO_LONG', 'NOT_A_NUMBER'] as const)('a text that is %s is a number in no country', (reason) => {
  expect(dependsOnCountry(err(phoneInvalid(reason)))).toBe(false);
});

it("a number doesn't depend on the country", () => {
  expect(dependsOnCountry(ok(PhoneNumber.parse('+442079460018')))).toBe(false);
});
