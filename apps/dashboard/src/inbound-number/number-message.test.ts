import type { AvailabilityState } from '@linekeeper/client/react';
import { PHONE_TAKEN_MESSAGE, phoneTaken } from '@linekeeper/contract';
import { type PhoneNumber, phoneInvalid } from '@linekeeper/phone-number';
import { describe, expect, test } from 'vitest';
import { isTimely, messageOfAvailability, messageOfError } from './number-message.ts';

const NUMBER = '+525512345678' as PhoneNumber;
const invalid = (reason: Parameters<typeof phoneInvalid>[0]): AvailabilityState => ({
  status: 'INVALID',
  error: phoneInvalid(reason),
});

test('a taken number shows the message from the contract', () => {
  expect(messageOfError(phoneTaken(NUMBER))).toEqual({ tone: 'bad', text: PHONE_TAKEN_MESSAGE });
});

test('a suggestion is shown with the error', () => {
  expect(messageOfError(phoneInvalid('TOO_LONG', NUMBER))).toMatchObject({ tone: 'bad', suggestion: NUMBER });
});

test('a failed check is not shown as an error in the number', () => {
  const fault = { code: 'TIMEOUT', message: 'Too slow' } as const;
  expect(messageOfAvailability({ status: 'FAULT', phoneNumber: NUMBER, fault })?.tone).toBe('neutral');
});

test('a check over the limit says when checks resume and that saving still works', () => {
  const fault = { code: 'TOO_MANY_REQUESTS', message: 'Wait', retryAfterSeconds: 700 } as const;
  expect(messageOfAvailability({ status: 'FAULT', phoneNumber: NUMBER, fault })).toEqual({
    tone: 'neutral',
    text: "You've reached the check limit. Checks resume in 12 minutes; you can still save this number",
  });
});

describe('isTimely', () => {
  test('an error waits while a person is typing', () => {
    expect(isTimely(invalid('TOO_SHORT'), { isStill: false, isTried: false })).toBe(false);
    expect(isTimely(invalid('TOO_SHORT'), { isStill: true, isTried: false })).toBe(true);
  });

  test('the error of an empty field waits until Save is pressed', () => {
    expect(isTimely(invalid('EMPTY'), { isStill: true, isTried: false })).toBe(false);
    expect(isTimely(invalid('EMPTY'), { isStill: false, isTried: true })).toBe(true);
  });

  test('only errors about invalid numbers wait', () => {
    expect(isTimely({ status: 'AVAILABLE', phoneNumber: NUMBER }, { isStill: false, isTried: false })).toBe(true);
  });
});
