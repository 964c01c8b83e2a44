import type { LineEvent } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { matches, mergeChanges, settingChanges, toChanges } from './changes.ts';
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

test('filters select by what was done and by who did it', () => {
  const [change] = toChanges([event('GAINED', A, '2026-03-09T10:00:00.000Z')]);
  if (!change) throw new Error('No change');
  expect(matches(change, { what: 'all', who: 'all' })).toBe(true);
  expect(matches(change, { what: 'gained', who: 'PERSON' })).toBe(true);
  expect(matches(change, { what: 'lost', who: 'all' })).toBe(false);
  expect(matches(change, { what: 'all', who: 'API_KEY' })).toBe(false);
});

const renamed = (at: string) =>
  settingChanges([{ id: at, at, actor: PERSON, setting: 'NAME', before: 'A', after: 'B' }]);

test('changes of settings are listed among those of the number, and have their own filter', () => {
  const numbers = toChanges([
    event('GAINED', B, '2026-03-09T12:00:00.000Z'),
    event('GAINED', A, '2026-03-09T10:00:00.000Z'),
  ]);
  const merged = mergeChanges([
    { changes: numbers, hasMore: false },
    { changes: renamed('2026-03-09T11:00:00.000Z'), hasMore: false },
  ]);
  expect(merged.map(({ type }) => type)).toEqual(['number', 'setting', 'number']);
  expect(merged.filter((change) => matches(change, { what: 'settings', who: 'all' }))).toHaveLength(1);
  expect(merged.filter((change) => matches(change, { what: 'gained', who: 'all' }))).toHaveLength(2);
});

test('the list ends at the last loaded item of a list that has more, so that no change is missing in between', () => {
  const numbers = toChanges([
    event('GAINED', B, '2026-03-09T12:00:00.000Z'),
    event('GAINED', A, '2026-03-09T10:00:00.000Z'),
  ]);
  const older = renamed('2026-03-09T09:00:00.000Z');
  expect(
    mergeChanges([
      { changes: numbers, hasMore: true },
      { changes: older, hasMore: false },
    ]),
  ).toEqual(numbers);
  expect(
    mergeChanges([
      { changes: numbers, hasMore: false },
      { changes: older, hasMore: false },
    ]),
  ).toHaveLength(3);
});

test('the export has what was changed, from what and to what, and only the names of provider settings', () => {
  const [, name, provider] = toCsv([
    ...renamed('2026-03-09T09:00:00.000Z'),
    ...settingChanges([
      {
        id: '1',
        at: '2026-03-09T08:00:00.000Z',
        actor: PERSON,
        setting: 'PROVIDER',
        names: ['authToken', 'sid'],
        replaced: null,
      },
    ]),
  ]).split('\r\n');
  expect(name).toBe('2026-03-09T09:00:00.000Z,NAME,A,B,Ann,PERSON');
  expect(provider).toBe('2026-03-09T08:00:00.000Z,PROVIDER,,authToken sid,Ann,PERSON');
});

test('a spreadsheet runs no formula from the export, and keeps the + of a number', () => {
  const name = '=HYPERLINK("https://evil.example")';
  const [head, row] = toCsv(
    toChanges([event('GAINED', A, '2026-03-09T10:00:00.000Z', { actor: { type: 'API_KEY', name } })]),
  ).split('\r\n');
  expect(head).toBe('Time,Change,From,To,Changed by,Type');
  expect(row).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(row).toContain("'+14155238886");
  const names = ['x;=1+1;', 'a;-b;@c', '＝1+1'].map((each) => ({ actor: { type: 'PERSON', name: each } as const }));
  const csv = toCsv(toChanges(names.map((more) => event('GAINED', A, '2026-03-09T10:00:00.000Z', more))));
  for (const safe of ["x;'=1+1;", "a;'-b;'@c", "'＝1+1"]) expect(csv).toContain(`,${safe},`);
});
