import type { LineEvent } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { matches, toChanges } from './changes.ts';
import { toCsv } from './csv.ts';

const A = '+14155238886' as PhoneNumber;
const B = '+442079460018' as PhoneNumber;
const PERSON = { type: 'PERSON', name: 'Ann' } as const;

let id = 100;
const event = (
  change: 'GAINED' | 'LOST',
  phoneNumber: PhoneNumber,
  at: string,
  more: Partial<LineEvent> = {},
): LineEvent => ({
  id: String(id--),
  at,
  phoneNumber,
  kind: change === 'GAINED' ? 'CLAIMED' : 'RELEASED',
  change,
  actor: PERSON,
  ...more,
});

test('replacing a number is one change, whichever event comes first', () => {
  const gained = event('GAINED', B, '2026-03-09T10:00:00.002Z');
  const lost = event('LOST', A, '2026-03-09T10:00:00.001Z');
  for (const events of [
    [gained, lost],
    [lost, gained],
  ]) {
    expect(toChanges(events)).toMatchObject([{ from: A, to: B, kind: 'CLAIMED', actor: PERSON }]);
  }
});

test('releasing a number and claiming it again are two changes', () => {
  const events = [event('GAINED', A, '2026-03-09T10:00:00.500Z'), event('LOST', A, '2026-03-09T10:00:00.000Z')];
  expect(toChanges(events)).toHaveLength(2);
});

test('events of different people, or far apart, are different changes', () => {
  const later = event('GAINED', B, '2026-03-09T10:00:05.000Z');
  const other = event('LOST', A, '2026-03-09T10:00:05.000Z', { actor: { type: 'API_KEY', name: 'Ann' } });
  expect(toChanges([later, event('LOST', A, '2026-03-09T10:00:00.000Z')])).toHaveLength(2);
  expect(toChanges([later, other])).toHaveLength(2);
});

test('filters look at what was done and at who did it', () => {
  const [change] = toChanges([event('GAINED', A, '2026-03-09T10:00:00.000Z')]);
  if (!change) throw new Error('No change');
  expect(matches(change, { what: 'all', who: 'all' })).toBe(true);
  expect(matches(change, { what: 'gained', who: 'PERSON' })).toBe(true);
  expect(matches(change, { what: 'lost', who: 'all' })).toBe(false);
  expect(matches(change, { what: 'all', who: 'API_KEY' })).toBe(false);
});

test('a spreadsheet runs no formula from the export, and keeps the + of a number', () => {
  const name = '=HYPERLINK("https://evil.example")';
  const [head, row] = toCsv(
    toChanges([event('GAINED', A, '2026-03-09T10:00:00.000Z', { actor: { type: 'API_KEY', name } })]),
  ).split('\r\n');
  expect(head).toBe('Time,What,From,To,Who,Kind of who');
  expect(row).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(row).toContain("'+14155238886");
});
