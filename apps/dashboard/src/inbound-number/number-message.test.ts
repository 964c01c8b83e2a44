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

test('a failed check is not shown as an error in the number', () => {
  const fault = { code: 'TIMEOUT', message: 'Too slow' } as const;
  expect(messageOfAvailability({ status: 'FAULT', phoneNumber: NUMBER, fault })?.tone).toBe('neutral');
});

test('a check over the limit says when checks resume and that saving still works', () => {
  const fault = { code: 'TOO_MANY_REQUESTS', message: 'Wait', retryAfterSeconds: 700 } as const;
  expect(messageOfAvailability({ status: 'FAULT', phoneNumber: NUMBER, fault })).toEqual({
    tone: 'neutral',
    text: "You've reached the check limit. Checks resume in 12 minutes. You can still save this number.",
  });
});

describe('isTimely', () => {
  test('an error that more digits can repair waits until the person leaves the field', () => {
    for (const reason of [
      'TOO_SHORT',
      'SHORT_CODE',
      'NOT_IN_USE',
      'NEEDS_COUNTRY',
      'HAS_LETTERS',
      'NOT_A_NUMBER',
    ] as const) {
      expect(isTimely(invalid(reason), null), reason).toBe(false);
      expect(isTimely(invalid(reason), 'LEFT'), reason).toBe(true);
    }
  });

  test('too many digits are said at once', () => {
    expect(isTimely(invalid('TOO_LONG'), null)).toBe(true);
  });

  test('an empty field is an error only after the button was pressed', () => {
    expect(isTimely(invalid('EMPTY'), 'LEFT')).toBe(false);
    expect(isTimely(invalid('EMPTY'), 'TRIED')).toBe(true);
  });

  test('only errors about invalid numbers wait', () => {
    expect(isTimely({ status: 'AVAILABLE', phoneNumber: NUMBER }, null)).toBe(true);
  });
});
