import { PHONE_TAKEN_MESSAGE, phoneTaken } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { messageOf } from './number-message.ts';

test('a taken number shows the message from the contract', () => {
  const error = phoneTaken('+525512345678' as PhoneNumber);
  expect(messageOf({ status: 'TAKEN', error, message: error.message })).toEqual({
    tone: 'bad',
    text: PHONE_TAKEN_MESSAGE,
  });
});

test('a failed check is not an error in the number, and says that saving still works', () => {
  const shown = messageOf({ status: 'FAULT', error: null, message: 'Try again in 12 minutes' });
  expect(shown?.tone).toBe('neutral');
  expect(shown?.text).toMatch(/Try again in 12 minutes.*still save/);
});

test("while the browser is offline, a failed check doesn't say that saving works", () => {
  const shown = messageOf({ status: 'FAULT', error: null, message: "You're offline" }, false);
  expect(shown?.text).toBe("This number will be checked when you're back online.");
});

test.each(['EMPTY', 'UNFINISHED', 'CHECKING'] as const)('the form shows nothing while the status is %s', (status) => {
  expect(messageOf({ status, error: null, message: null })).toBeNull();
});
