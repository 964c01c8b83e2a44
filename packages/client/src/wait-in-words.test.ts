import { expect, it } from 'vitest';
import { waitInWords } from './wait-in-words.ts';

it.each([
  [-1, '1 second'],
  [0, '1 second'],
  [0.2, '1 second'],
  [1, '1 second'],
  [1.2, '2 seconds'],
  [90, '90 seconds'],
  [91, '2 minutes'],
  [120, '2 minutes'],
  [700, '12 minutes'],
  [5_400, '90 minutes'],
  [5_401, '2 hours'],
  [7_200, '2 hours'],
  [7_201, '3 hours'],
  [86_400, '24 hours'],
])('%d seconds are written as "%s"', (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words);
});
