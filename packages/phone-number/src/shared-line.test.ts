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
  ['+594976401234', ['+33976401234']],
  ['+33976401234', ['+594976401234']],
  ['+508819110', ['+33508819110']],
  // Internet telephony overseas: each line is one department's, although the library has it in two plans.
  ['+590976019794', ['+594976019794', '+33976019794']],
  ['+594976019794', ['+590976019794']],
  ['+33976019794', ['+590976019794']],
  ['+590976801234', ['+594976801234', '+33976801234']],
  ['+262976221234', ['+594976221234', '+33976221234']],
  ['+594976221234', ['+262976221234']],
  ['+262976901234', ['+594976901234', '+33976901234']],
  ['+596976661234', ['+594976661234', '+33976661234']],
  ['+33976661234', ['+596976661234']],
  ['+594976771234', ['+596976771234']],
  ['+594939612345', ['+33939612345', '+590939612345']],
  ['+590939612345', ['+594939612345']],
  ['+33939612345', ['+594939612345']],
  ['+596939712345', ['+33939712345', '+590939712345']],
  ['+33939712345', ['+596939712345']],
  ['+590939512345', ['+33939512345']],
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
