import { describe, expect, it } from 'vitest';
import { countryOf, formatPhoneNumber } from './format-phone-number.ts';
import { PhoneNumber } from './phone-number.ts';
import { phoneNumberType } from './phone-number-type.ts';

describe('formatPhoneNumber', () => {
  it.each([
    ['+14155238886', '+1 415 523 8886', '(415) 523-8886'],
    ['+442079460018', '+44 20 7946 0018', '020 7946 0018'],
    ['+390612345678', '+39 06 1234 5678', '06 1234 5678'],
    ['+5491123456789', '+54 9 11 2345 6789', '011 15-2345-6789'],
    // These belong to no country, so they have no national spelling.
    ['+80012345678', '+800 1234 5678', '+800 1234 5678'],
    // Not in its plan any more. It's shown in groups, and never validated again.
    ['+15555555555', '+1 555 555 5555', '+1 555 555 5555'],
    ['+99912345678', '+99912345678', '+99912345678'],
    // Its national spelling is 06 00 00 00, which is also the spelling of +241 06 00 00 00.
    ['+2416000000', '+241 6 00 00 00', '+241 6 00 00 00'],
  ])('%s is %s internationally and %s nationally', (number, international, national) => {
    const phoneNumber = PhoneNumber.parse(number);
    expect(formatPhoneNumber(phoneNumber)).toBe(international);
    expect(formatPhoneNumber(phoneNumber, 'national')).toBe(national);
  });
});

describe('countryOf and phoneNumberType', () => {
  it.each([
    ['+14155238886', 'US', 'FIXED_LINE_OR_MOBILE'],
    ['+12423221234', 'BS', 'FIXED_LINE'],
    ['+441481256789', 'GG', 'FIXED_LINE'],
    ['+447400123456', 'GB', 'MOBILE'],
    ['+77011234567', 'KZ', 'MOBILE'],
    ['+390669812345', 'VA', 'FIXED_LINE'],
    ['+18002345678', 'US', 'TOLL_FREE'],
    ['+80012345678', null, 'TOLL_FREE'],
    ['+15555555555', null, null],
    ['+33000000000', 'FR', null],
    ['+99912345678', null, null],
  ])('%s is a number of %s, of the type %s', (number, country, type) => {
    expect(countryOf(PhoneNumber.parse(number))).toBe(country);
    expect(phoneNumberType(PhoneNumber.parse(number))).toBe(type);
  });
});
