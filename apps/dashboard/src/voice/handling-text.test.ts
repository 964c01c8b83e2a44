import { expect, it } from 'vitest';
import { readingOf } from './handling-text.ts';

it.each([
  ['07911 123456', 'GB', '+44 7911 123456 Guernsey, mobile'],
  ['07911 023456', 'GB', '+44 7911 023456 United Kingdom, mobile'],
  ['+33 1 42 68 53 00', 'GB', '+33 1 42 68 53 00 France, landline'],
  ['07911 123456', null, null],
  ['07911', 'GB', null],
  ['', 'GB', null],
] as const)('%s of a company in %s is shown as %s', (text, country, shown) => {
  expect(readingOf(text, country)).toBe(shown);
});
