import { expect, it } from 'vitest';
import { asSentence } from './as-sentence.ts';

it.each([
  ['The server is busy. Try again', 'The server is busy. Try again.'],
  ['Done.', 'Done.'],
  ['Loading…', 'Loading…'],
])('the message "%s" is "%s" in a paragraph', (message, sentence) => {
  expect(asSentence(message)).toBe(sentence);
});
