import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { faultOf } from './fault.ts';
import { waitInWords } from './wait-in-words.ts';

const thrown = (data: object) => TRPCClientError.from({ error: { code: -32000, message: 'of the server', data } });

it('says in words how long to wait', () => {
  expect(faultOf(thrown({ code: 'TOO_MANY_REQUESTS', httpStatus: 429, retryAfterSeconds: 700 }))).toEqual({
    code: 'TOO_MANY_REQUESTS',
    message: 'Your company has asked about many numbers. Try again in 12 minutes',
    retryAfterSeconds: 700,
  });
});

it.each([
  { code: 'TOO_MANY_REQUESTS', httpStatus: 429 },
  { code: 'TOO_MANY_REQUESTS', httpStatus: 429, retryAfterSeconds: 'soon' },
])('says less where the answer does not tell: %j', (data) => {
  expect(faultOf(thrown(data))).toEqual({
    code: 'TOO_MANY_REQUESTS',
    message: 'Too many requests. Wait a little and try again',
  });
});

it.each([
  [0, '1 second'],
  [1, '1 second'],
  [90, '90 seconds'],
  [91, '2 minutes'],
  [700, '12 minutes'],
  [5_400, '90 minutes'],
  [5_401, '2 hours'],
  [86_400, '24 hours'],
])('%d seconds are %s', (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words);
});
