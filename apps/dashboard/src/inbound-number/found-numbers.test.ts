import { expect, test } from 'vitest';
import { findNumbers, withPlus } from './found-numbers.ts';

test.each([
  ['📞 +44 20 7946 0018', null, ['+442079460018']],
  ['Call us on 020 7946 0018!', 'GB', ['+442079460018']],
  ['Call us on 020 7946 0018!', null, []],
  ['https://wa.me/442079460018', 'US', ['+442079460018']],
  ['https://api.whatsapp.com/send?phone=442079460018&text=Hi', null, ['+442079460018']],
  ['Tel: +1 (415) 523-8886, fax: +1 (415) 523-8887', null, ['+14155238886', '+14155238887']],
  ['+44 20 7946 0018 or 020 7946 0018', 'GB', ['+442079460018']],
  ['020 7946 0018 020 7946 0019', 'GB', ['+442079460018', '+442079460019']],
  ['020 7946 0018 / 020 7946 0019', 'GB', ['+442079460018', '+442079460019']],
  ['+44 20 7946 0018 +1 415 523 8887', null, ['+442079460018', '+14155238887']],
  ['020 7946 00188', 'GB', []],
  ['4111 1111 1111 1111', 'GB', []],
  ['Order 12345678 of 2026-03-09', 'GB', []],
  ['no digits at all', 'GB', []],
] as const)('the text %j, read in the country %s, contains %j', (text, country, numbers) => {
  expect(findNumbers(text, country)).toEqual(numbers);
});

test('a very long text is searched in linear time', () => {
  expect(findNumbers('1 '.repeat(100_000), 'GB')).toEqual([]);
});

test('digits without + are offered with it only if that is a number', () => {
  expect(withPlus('442079460018')).toEqual(['+442079460018']);
  expect(withPlus('0442079460018')).toEqual([]);
  expect(withPlus('+442079460018')).toEqual([]);
});
