import { expect, it } from 'vitest';
import type { CountryCode } from './country.ts';
import { formatAsYouType } from './format-as-you-type.ts';

it.each<[text: string, country: CountryCode | null, shown: string]>([
  ['4155', 'US', '(415) 5'],
  ['4155238886', 'US', '(415) 523-8886'],
  ['02079460018', 'GB', '020 7946 0018'],
  ['+442079460018', 'US', '+44 20 7946 0018'],
  ['+4420', null, '+44 20'],
  ['(415) 523-8886', 'US', '(415) 523-8886'],
  ['', 'US', ''],
  // Given back as typed: the library would drop or convert something.
  ['415 523 8886 ext. 4', 'US', '415 523 8886 ext. 4'],
  ['+1-800-FLOWERS', null, '+1-800-FLOWERS'],
  ['٤١٥٥', 'US', '٤١٥٥'],
  ['++44', null, '++44'],
  ['+(44)20', null, '+44 20'],
  ['1'.repeat(65), 'US', '1'.repeat(65)],
  // The library throws on this one.
  ['05', 'CV', '05'],
])('%s in %s is shown as %s', (text, country, shown) => {
  expect(formatAsYouType(text, { country })).toBe(shown);
});
