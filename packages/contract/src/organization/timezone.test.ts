import { expect, it } from 'vitest';
import { canonicalTimezone } from './timezone.ts';

it.each([
  ['Europe/London', 'Europe/London'],
  ['europe/london', 'Europe/London'],
  ['AMERICA/NEW_YORK', 'America/New_York'],
  ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ['america/port-au-prince', 'America/Port-au-Prince'],
  ['africa/dar_es_salaam', 'Africa/Dar_es_Salaam'],
  ['asia/kolkata', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['Europe/Kyiv', 'Europe/Kyiv'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['australia/nsw', 'Australia/Sydney'],
  ['utc', 'UTC'],
  ['Etc/UTC', 'UTC'],
])('%j is stored as %j', (name, stored) => {
  expect(canonicalTimezone(name)).toBe(stored);
});

it.each([
  ...['PST', 'BST', 'EST5EDT', 'GMT', 'Japan', 'GB', '', '/', '+01:00', 'Etc/GMT+5', 'SystemV/PST8', 'Europe/Bath'],
  ...['Europe/', 'Europe/London ', 'Europe/London/', `Europe/${'x'.repeat(90)}`, '🇬🇧/London', 'constructor'],
])("%j isn't a time zone", (name) => {
  expect(canonicalTimezone(name)).toBeNull();
});

it('every name that the engine lists stays the same', () => {
  const names = Intl.supportedValuesOf('timeZone').filter((name) => /^(?!Etc|SystemV)[^/]+\//.test(name));
  expect(names.length).toBeGreaterThan(350);
  expect(names.filter((name) => canonicalTimezone(name) !== name)).toEqual([]);
  expect(names.filter((name) => canonicalTimezone(name.toLowerCase()) !== name)).toEqual([]);
});
