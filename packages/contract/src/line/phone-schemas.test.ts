import type { PhoneNumber } from '@linekeeper/phone-number';
import { callingCodeOfCountry, PhoneNumberType, parsePhoneNumber, phoneNumberType } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { PhoneError } from './phone-error.ts';
import { PhoneTaken, phoneTaken } from './phone-taken.ts';

const LINE = '+442079460018' as PhoneNumber;
const TAKEN = {
  code: 'PHONE_TAKEN',
  phoneNumber: LINE,
  message: 'This phone number is already registered with another company',
};

it('the error for a taken number has the number and a message', () => {
  expect(phoneTaken(LINE)).toEqual(TAKEN);
  expect(PhoneTaken.parse(TAKEN)).toEqual(TAKEN);
  expect(PhoneTaken.safeParse({ ...TAKEN, code: 'OTHER' }).success).toBe(false);
});

it('phone errors differ by their code', () => {
  const parsed = parsePhoneNumber('');
  expect(PhoneError.parse(TAKEN)).toEqual(TAKEN);
  expect(PhoneError.parse(parsed.ok ? null : parsed.error)).toMatchObject({ reason: 'EMPTY' });
  expect(PhoneError.safeParse({ code: 'OTHER' }).success).toBe(false);
});

it('a number has one of eleven types', () => {
  const types = [
    'FIXED_LINE',
    'FIXED_LINE_OR_MOBILE',
    'MOBILE',
    'PAGER',
    'PERSONAL_NUMBER',
    'PREMIUM_RATE',
    'SHARED_COST',
    'TOLL_FREE',
    'UAN',
    'VOICEMAIL',
    'VOIP',
  ];
  expect(PhoneNumberType.options).toEqual(types);
  expect(phoneNumberType(LINE)).toBe('FIXED_LINE');
  expect(phoneNumberType('+999' as PhoneNumber)).toBeNull();
});

it('a country has a calling code', () => {
  expect(callingCodeOfCountry('GB')).toBe('44');
});
