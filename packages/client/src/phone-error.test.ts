import type { PhoneError } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { isPhoneInvalid, isPhoneTaken } from './phone-error.ts';

const TAKEN: PhoneError = {
  code: 'PHONE_TAKEN',
  phoneNumber: '+14155238886' as PhoneNumber,
  message: 'This phone number is already registered with another company',
};
const INVALID: PhoneError = { code: 'PHONE_INVALID', reason: 'EMPTY', message: 'Enter a phone number' };

it("distinguishes a number that is taken from a text that isn't a number", () => {
  expect([TAKEN, INVALID].map(isPhoneTaken)).toEqual([true, false]);
  expect([TAKEN, INVALID].map(isPhoneInvalid)).toEqual([false, true]);
});
