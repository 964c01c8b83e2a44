import type { SetInboundNumberError } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { isNumberChanged, isPhoneInvalid, isPhoneTaken } from './phone-error.ts';

const TAKEN: SetInboundNumberError = {
  code: 'PHONE_TAKEN',
  phoneNumber: '+14155238886' as PhoneNumber,
  message: 'This phone number is already registered with another company',
};
const INVALID: SetInboundNumberError = { code: 'PHONE_INVALID', reason: 'EMPTY', message: 'Enter a phone number' };
const CHANGED: SetInboundNumberError = { code: 'NUMBER_CHANGED', current: null, message: 'It was released' };

it('the client distinguishes the refusals of a number', () => {
  const refusals = [TAKEN, INVALID, CHANGED];
  expect(refusals.map(isPhoneTaken)).toEqual([true, false, false]);
  expect(refusals.map(isPhoneInvalid)).toEqual([false, true, false]);
  expect(refusals.map(isNumberChanged)).toEqual([false, false, true]);
});
