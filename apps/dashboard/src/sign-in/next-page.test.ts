import { expect, test } from 'vitest';
import { HOME, nextPage } from './next-page.ts';

test.each(['/c/acme/connect', '/c/acme/number', '/c/acme?a=b#c'])('the path %s is accepted', (next) => {
  expect(nextPage(next)).toBe(next);
});

test.each([
  undefined,
  '',
  'voice',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/sign-in',
])('%j leads to the home page instead', (next) => {
  expect(nextPage(next)).toBe(HOME);
});
