import { expect, it } from 'vitest';
import { reasonText } from './reason-text.ts';

it.each([
  [
    { reason: 'FORWARD_COUNTRY', target: '+442079460018' },
    "calls aren't forwarded to the country of +44 20 7946 0018 (United Kingdom)",
  ],
  [{ reason: 'FORWARD_COUNTRY', target: '+80012345678' }, "calls aren't forwarded to numbers like +800 1234 5678"],
  [{ reason: 'FORWARD_COUNTRY', target: null }, "calls aren't forwarded to the country of the number you forward to"],
  [{ reason: 'NOT_SET_UP', target: null }, 'nobody has chosen what happens to calls'],
  [{ reason: null, target: '+442079460018' }, null],
] as const)('the reason %j is described as "%s"', (call, text) => {
  expect(reasonText(call)).toBe(text);
});
