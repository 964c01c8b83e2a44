import { expect, it } from 'vitest';
import { uncheckedSince } from './unchecked-since.ts';

const NOW = 1_000_000;
const query = (secondsAgo: number, error: unknown = null) => ({ error, dataUpdatedAt: NOW - secondsAgo * 1_000 });
const DOWN = new Error('502');

it.each([
  ['if the server answers', [query(1), query(2)], null],
  ['if an answer failed a moment ago', [query(1), query(20, DOWN)], null],
  ['after a minute in the background, before the next answer', [query(60), query(60)], null],
  ['if nothing has been loaded yet', [{ error: DOWN, dataUpdatedAt: 0 }], null],
  ['if the server is down', [query(40, DOWN), query(50, DOWN)], NOW - 50_000],
  ['if one query fails', [query(1), query(40, DOWN)], NOW - 40_000],
] as const)('%s, what is shown is unchecked since the oldest answer', (_, queries, since) => {
  expect(uncheckedSince(queries, NOW)).toBe(since);
});
