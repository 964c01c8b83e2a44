import { expect, it } from 'vitest';
import { asSentence, asTitle } from './as-sentence.ts';

it.each([
  ['The server is busy. Try again', 'The server is busy. Try again.'],
  ['Done.', 'Done.'],
  ['Loading…', 'Loading…'],
])('the message "%s" is "%s" in a paragraph', (message, sentence) => {
  expect(asSentence(message)).toBe(sentence);
});

it.each([
  ['Your name was saved', 'Your name was saved'],
  ['Too many attempts. Try again later', 'Too many attempts. Try again later.'],
  ['Checking whether your number was saved…', 'Checking whether your number was saved…'],
  ["It's too late. Another company uses it.", "It's too late. Another company uses it."],
])('the message "%s" is "%s" as a title', (message, title) => {
  expect(asTitle(message)).toBe(title);
});
