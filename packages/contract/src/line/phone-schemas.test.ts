import type { PhoneNumber } from '@linekeeper/phone-number';
import {
  callingCodeOfCountry,
  canBecomeNumber,
  err,
  ok,
  outcomeSchema,
  PhoneNumberType,
  PhoneRequest,
  parsePhoneNumber,
  phoneNumberType,
} from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { z } from 'zod';
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

it('an outcome has data or an error, as ok says', () => {
  const schema = outcomeSchema(z.object({ released: z.string() }), z.object({ code: z.literal('NO') }));
  const [good, bad] = [ok({ released: LINE }), err({ code: 'NO' })];
  expect([schema.parse(good), schema.parse(bad)]).toEqual([good, bad]);
  for (const other of [{ ok: true, error: { code: 'NO' } }, { ok: false, data: { released: LINE } }, { ok: 1 }, {}]) {
    expect(schema.safeParse(other).success).toBe(false);
  }
});

it.each([
  ['', true],
  ['+44 20 79', true],
  ['0', true],
  // No digit at the end makes these a number.
  ['+0', false],
  ['+44 20 7946 00181', false],
  ['+972 59 912 3456', false],
])('if a person has typed "%s", it can become a number: %s', (text, can) => {
  const parsed = parsePhoneNumber(text, { country: 'GB' });
  expect(parsed.ok ? null : canBecomeNumber(parsed.error)).toBe(can);
});

it('an error without a suggestion has no such field', () => {
  const error = { code: 'PHONE_INVALID', reason: 'EMPTY', message: expect.stringContaining('Enter a phone number') };
  expect(parsePhoneNumber('')).toStrictEqual({ ok: false, error });
});

it('a request has a text of at most 64 characters, and a country, none or null', () => {
  const text = '+'.repeat(64);
  for (const good of [{ phoneNumber: text }, { phoneNumber: '', country: 'GB' }, { phoneNumber: '', country: null }]) {
    expect(PhoneRequest.parse(good)).toEqual(good);
  }
  const bad = [
    {},
    { phoneNumber: `${text}+` },
    { phoneNumber: '', country: 'ZZ' },
    { phoneNumber: '', tenant: 'acme' },
  ];
  for (const other of bad) expect(PhoneRequest.safeParse(other).success).toBe(false);
});
