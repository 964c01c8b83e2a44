import { COUNTRY_CODES } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { COUNTRY_OPTIONS } from './countries.ts';

test('every country is listed once, with a name', () => {
  expect(COUNTRY_OPTIONS).toHaveLength(COUNTRY_CODES.length);
  expect(new Set(COUNTRY_OPTIONS.map(({ label }) => label)).size).toBe(COUNTRY_CODES.length);
  expect(COUNTRY_OPTIONS.filter(({ country, label }) => label.startsWith(country))).toEqual([]);
});

test('a label has the name, the country code and the calling code', () => {
  const labels = COUNTRY_OPTIONS.map(({ label }) => label);
  expect(labels).toContain('United Kingdom (GB) +44');
  expect(labels).toContain('Kosovo (XK) +383');
  expect(labels.indexOf('Åland Islands (AX) +358')).toBeLessThan(labels.indexOf('Zimbabwe (ZW) +263'));
});
