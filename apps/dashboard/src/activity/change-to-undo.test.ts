import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { changeToUndo } from './change-to-undo.ts';
import type { NumberChange } from './changes.ts';

const A = '+14155238886' as PhoneNumber;
const B = '+14155238887' as PhoneNumber;
const C = '+14155238888' as PhoneNumber;

/** Newest first. */
const changes = (...pairs: [from: PhoneNumber | null, to: PhoneNumber | null][]) =>
  pairs.map(
    ([from, to], index): NumberChange => ({
      type: 'number',
      id: String(index),
      at: '2026-03-09T10:00:00.000Z',
      from,
      to,
      kind: 'CLAIMED',
      actor: { type: 'PERSON', name: 'Ann' },
    }),
  );

it.each([
  ['a change of the number can be undone', changes([A, B], [null, A]), B, A],
  ['a release can be undone', changes([A, null], [null, A]), null, A],
  ['a first number has nothing to go back to', changes([null, A]), A, undefined],
  ['an undo is not undone', changes([B, A], [A, B], [null, A]), A, undefined],
  ['a change that was undone and made again can be undone', changes([A, B], [B, A], [A, B], [null, A]), B, A],
  ['a change to a third number after an undo can be undone', changes([A, C], [B, A], [A, B]), C, A],
  ['a list that is older than the number offers nothing', changes([A, B]), C, undefined],
  ['an empty list offers nothing', [], A, undefined],
])('%s', (_, list, held, expected) => {
  expect(changeToUndo(list, held)?.from).toBe(expected);
});

it('changes of settings in between make no difference', () => {
  const setting = { type: 'setting', setting: 'NAME', id: 's' } as never;
  expect(changeToUndo([setting, ...changes([B, A]), setting, ...changes([A, B])], A)).toBeNull();
});
