import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase } from '../support/test-database.ts';

const A = { name: 'a', authToken: '1' };
const B = { name: 'b', authToken: '2' };
const C = { name: 'c', nested: [{ label: 'x', apiKey: '3' }] };
/** What was stored, what a person saved without seeing the secrets, and what is stored then. */
const SAVED: [string, unknown, unknown, unknown][] = [
  ['the same list', [A, B], [{ name: 'a' }, { name: 'b' }], [A, B]],
  ['another order', [A, B], [{ name: 'b' }, { name: 'a' }], [B, A]],
  ['an item removed', [A, B], [{ name: 'b' }], [B]],
  ['an item added', [A], [{ name: 'n' }, { name: 'a' }], [{ name: 'n' }, A]],
  ['an item renamed', [A, B], [{ name: 'a' }, { name: 'z' }], [A, { ...B, name: 'z' }]],
  ['a new secret', [A, B], [{ name: 'a', authToken: '9' }, { name: 'b' }], [{ ...A, authToken: '9' }, B]],
  ['a list in a list', [[A], C], [[{ name: 'a' }], { name: 'c', nested: [{ label: 'x' }] }], [[A], C]],
  ['an empty list', [A], [], []],
  ['not a list any more', [A], { name: 'a' }, { name: 'a' }],
  ['texts', ['x', 'y'], ['y', null], ['y', null]],
];

/** Lists in lists: how many items each has, and how deep they are nested. */
const NESTED = [
  [30, 2],
  [5, 4],
  [3, 6],
  [2, 8],
] as const;
const nested = (width: number, depth: number, item: unknown): unknown =>
  depth === 0 ? item : Array.from({ length: width }, () => nested(width, depth - 1, item));

it('secrets inside lists stay when a person saves the list without them', async () => {
  await using db = await createTestDatabase();
  await db.sql(LEGACY_TABLE);
  const env = { DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl };
  expect(await linekeeper(env, 'legacy', 'link', '--country', 'US')).toMatchObject({ code: 0, err: '' });
  const save = async (before: unknown, after: unknown) => {
    const values = [before, after].map((value) => JSON.stringify(value));
    const [row] = await db.sql<{ stored: unknown }>('SELECT linekeeper.legacy_keep_secrets($1, $2) AS stored', values);
    return row?.stored;
  };
  for (const [name, before, after, stored] of SAVED) expect([name, await save(before, after)]).toEqual([name, stored]);

  // Comparing each item with each other would take hours.
  for (const [width, depth] of NESTED) {
    const stored = nested(width, depth, { name: 'a', authToken: '1' });
    const started = performance.now();
    expect(await save(stored, nested(width, depth, { name: 'b' }))).toEqual(
      nested(width, depth, { name: 'b', authToken: '1' }),
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  }

  const many = Array.from({ length: 3_000 }, (_, i) => ({ name: `n${i}`, authToken: `t${i}` }));
  const shown = many.map(({ name }) => ({ name }));
  expect(await save(many, shown)).toEqual(many);
});
