import type { AvailabilityState } from '@linekeeper/client/react';
import { PHONE_TAKEN_MESSAGE, type PhoneNumber, phoneInvalid, phoneTaken } from '@linekeeper/contract';
import { describe, expect, test } from 'vitest';
import { isTimely, messageOfAvailability, messageOfError } from './number-message.ts';

const NUMBER = '+525512345678' as PhoneNumber;
const invalid = (reason: Parameters<typeof phoneInvalid>[0]): AvailabilityState => ({
  status: 'INVALID',
  error: phoneInvalid(reason),
});

test('a taken number has the words of the contract', () => {
  expect(messageOfError(phoneTaken(NUMBER))).toEqual({ tone: 'bad', text: PHONE_TAKEN_MESSAGE });
});

test('the number that was meant is offered', () => {
  expect(messageOfError(phoneInvalid('TOO_LONG', NUMBER))).toMatchObject({ tone: 'bad', suggestion: NUMBER });
});

test('a check that failed is no error of the person', () => {
  const fault = { code: 'TIMEOUT', message: 'Too slow' } as const;
  expect(messageOfAvailability({ status: 'FAULT', phoneNumber: NUMBER, fault })?.tone).toBe('neutral');
});

test('a check that is not made says when, and that saving goes without', () => {
  const fault = { code: 'TOO_MANY_REQUESTS', message: 'Wait', retryAfterSeconds: 700 } as const;
  expect(messageOfAvailability({ status: 'FAULT', phoneNumber: NUMBER, fault })).toEqual({
    tone: 'neutral',
    text: 'Your company has checked many numbers, so checking goes on in 12 minutes. You can save this one without',
  });
});

describe('an error is held back', () => {
  test('while a person is typing', () => {
    expect(isTimely(invalid('TOO_SHORT'), { isStill: false, isTried: false })).toBe(false);
    expect(isTimely(invalid('TOO_SHORT'), { isStill: true, isTried: false })).toBe(true);
  });

  test('of an empty field until Save is pressed', () => {
    expect(isTimely(invalid('EMPTY'), { isStill: true, isTried: false })).toBe(false);
    expect(isTimely(invalid('EMPTY'), { isStill: false, isTried: true })).toBe(true);
  });

  test('only where the number is invalid', () => {
    expect(isTimely({ status: 'AVAILABLE', phoneNumber: NUMBER }, { isStill: false, isTried: false })).toBe(true);
  });
});
