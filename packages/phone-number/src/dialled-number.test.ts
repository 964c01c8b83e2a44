import { expect, it } from 'vitest';
import { readDialledNumber } from './dialled-number.ts';

it.each([
  ['+14155238886', '+14155238886'],
  ['+1 (415) 523-8886', '+14155238886'],
  ['tel:+44-20-7946-0018', '+442079460018'],
  ['+44 (0)20 7946 0018', '+442079460018'],
  ['+54 11 15 2345 6789', '+5491123456789'],
  ['+٤٤٢٠٧٩٤٦٠٠١٨', '+442079460018'],
  // Not in a plan any more, or not yet. The form is enough.
  ['+15555555555', '+15555555555'],
  ['+1 555 555 5555', '+15555555555'],
  ['+99912345678', '+99912345678'],
  // The plan has it only without its zero, but it's E.164. Gabon changed such numbers, and a stored one is still found.
  ['+4402079460018', '+4402079460018'],
  ['+19005550123', '+19005550123'],
])('the dialled text %j is read as %s', (text, number) => {
  expect(readDialledNumber(text)).toEqual([number]);
});

it.each([
  ['+970599123456', '+972599123456'],
  ['+97022961234', '+97222961234'],
  ['+3780549886377', '+390549886377'],
  ['+442890123456', '+3534890123456'],
  ['+596596301234', '+33596301234'],
  ['+508411234', '+33508411234'],
])('%s and %s are looked up as both, the dialled one first', (own, other) => {
  expect(readDialledNumber(own)).toEqual([own, other]);
  expect(readDialledNumber(other)).toEqual([other, own]);
  expect(readDialledNumber(`tel:${own.slice(0, 6)}-${own.slice(6)}`)).toEqual([own, other]);
});

it.each([
  ...['', ' ', '+', '911', '+911', '+1 911', '14155238886', '020 7946 0018', '00442079460018', '+0 20 7946 0018'],
  ...['whatsapp:+14155238886', 'sip:+14155238886@example.com', 'client:agent', 'anonymous', '+266696687 (anonymous)'],
  ...['+14155238886 ext. 42', '+14155238886\n', '+1415523888८', '+14155238886/+14155238887', `+${'1'.repeat(16)}`],
  ...['1'.repeat(10_000), '\uD800', '+1415523888\u0000'],
])("%j isn't a number", (text) => {
  expect(readDialledNumber(text)).toEqual([]);
});
