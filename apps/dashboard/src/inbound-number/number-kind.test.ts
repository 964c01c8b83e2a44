import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { kindOf } from './number-kind.ts';

it.each([
  ['+442079460018', 'United Kingdom, landline'],
  ['+447400123456', 'United Kingdom, mobile'],
  ['+448001234567', 'United Kingdom, toll-free'],
  ['+14155238886', 'United States'],
  ['+4930901820', 'Germany, landline'],
  ['+80012345678', 'No country (international number), toll-free'],
])('%s is described as "%s"', (number, kind) => {
  expect(kindOf(number as PhoneNumber)).toBe(kind);
});
