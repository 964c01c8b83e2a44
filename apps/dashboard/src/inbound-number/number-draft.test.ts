import { PHONE_TEXT_MAX_LENGTH } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { refuseDraft } from './number-draft.ts';

test('without a country, only a number with + is sent to the server', () => {
  expect(refuseDraft({ phoneNumber: '020 7946 0018', country: '' })?.reason).toBe('NEEDS_COUNTRY');
  expect(refuseDraft({ phoneNumber: '+44 20 7946 0018', country: '' })).toBeNull();
});

test('with a country, the check on the server decides', () => {
  expect(refuseDraft({ phoneNumber: '020 7946 0018', country: 'GB' })).toBeNull();
  expect(refuseDraft({ phoneNumber: 'nonsense', country: 'GB' })).toBeNull();
});

test('a text that is too long for the server is refused in the browser with a reason', () => {
  const spaces = ' '.repeat(PHONE_TEXT_MAX_LENGTH);
  expect(refuseDraft({ phoneNumber: `${spaces}+44 20 7946 0018`, country: 'GB' })?.reason).toBe('NOT_A_NUMBER');
});
