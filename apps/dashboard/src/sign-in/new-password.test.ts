import { expect, test } from 'vitest';
import { judgeNewPassword } from './new-password.ts';

test.each([
  ['', 'Choose a password of 8 characters or more'],
  ['1234567', 'Use at least 8 characters'],
  ['12345678', true],
  ['x'.repeat(128), true],
  ['x'.repeat(129), 'Use at most 128 characters'],
])('the password %j is judged as %j', (password, judgement) => {
  expect(judgeNewPassword(password)).toBe(judgement);
});
