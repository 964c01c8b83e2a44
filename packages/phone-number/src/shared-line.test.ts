import { expect, it } from 'vitest';
import { parsePhoneNumber } from './parse-phone-number.ts';
import type { PhoneNumber } from './phone-number.ts';
import { otherSpellingsOf, spellingsOf } from './shared-line.ts';

it.each([
  ['+970599123456', ['+972599123456']],
  ['+972599123456', ['+970599123456']],
  ['+390549882345', ['+3780549882345']],
  ['+3780549882345', ['+390549882345']],
  ['+442890123456', ['+3534890123456']],
  ['+508551234', ['+33508551234']],
  // France's plan has none of these.
  ['+590690001234', ['+33690001234']],
  ['+33690001234', ['+590690001234']],
  ['+33694201234', ['+594694201234']],
  ['+594694201234', ['+33694201234']],
  // Of other kinds that have a line of their own: internet telephony, and landline or mobile.
  ['+594976773012', ['+33976773012']],
  ['+33976773012', ['+594976773012']],
  ['+508819110', ['+33508819110']],
  ['+442079460018', []],
  ['+33142685300', []],
  ['+14155238886', []],
  // Palestine's plan has none of these.
  ['+970000000000', []],
  ['+970', []],
  // Toll-free numbers of one plan alone.
  ['+9701700123456', []],
  ['+33805123456', []],
])('%s has the other spellings %j', (phoneNumber, others) => {
  expect(otherSpellingsOf(phoneNumber as PhoneNumber)).toEqual(others);
  expect(spellingsOf(phoneNumber as PhoneNumber)).toEqual([phoneNumber, ...others]);
});

it.each(['+970599123456', '+3780549882345'])('%s is accepted as it is', (text) => {
  expect(parsePhoneNumber(text)).toEqual({ ok: true, data: text });
});
