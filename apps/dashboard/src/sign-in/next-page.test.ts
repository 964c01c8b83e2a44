import { expect, test } from 'vitest';
import { HOME, nextPage } from './next-page.ts';

test.each(['/voice', '/settings/inbound-number', '/voice?a=b#c'])('%s is followed', (wish) => {
  expect(nextPage(wish)).toBe(wish);
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
])('%s is not followed', (wish) => {
  expect(nextPage(wish)).toBe(HOME);
});
