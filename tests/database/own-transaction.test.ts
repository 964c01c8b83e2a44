import { withLimit } from '@linekeeper/postgres';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Network, openNetwork } from '../support/network.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LIMIT_MS = 300;

let test: TestDatabase;
let network: Network;
beforeEach(async () => {
  test = await createTestDatabase();
  await test.sql('CREATE TABLE public.notes (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, at timestamptz)');
  network = await openNetwork(test.ownerUrl);
});
afterEach(async () => {
  await network.close();
  await test[Symbol.asyncDispose]();
});

/** A product's pool with one connection. */
function open(config: pg.PoolConfig = {}) {
  const pool = new pg.Pool({ connectionString: network.url, max: 1, ...config });
  const client = withLimit(pool, LIMIT_MS);
  return {
    pool,
    run: async (name: string, text: string, values: unknown[] = []) => {
      const { rows } = await client.query<Record<string, unknown>>({ name, text, values });
      return rows;
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

const WRITE = `INSERT INTO public.notes VALUES ($1, '2026-01-01T00:00:00Z') RETURNING *`;

const ids = async () => (await test.sql<{ id: number }>('SELECT id FROM public.notes ORDER BY 1')).map(({ id }) => id);

it('a statement takes one round trip once its connection has prepared it', async () => {
  await using product = open();
  await product.run('write', WRITE, [1]);
  let replies = 0;
  network.judgeReplies(() => {
    replies++;
    return 'PASS';
  });
  expect(await product.run('write', WRITE, [2])).toEqual([{ id: 2, at: new Date('2026-01-01T00:00:00Z') }]);
  expect(replies).toBe(1);
  expect(await ids()).toEqual([1, 2]);
});

it.each([false, true])(
  "a connection that pipelines by itself (%s) gives each statement's own rows",
  async (pipeline) => {
    await using product = open({ pipeline });
    for (const id of [1, 2, 3]) {
      expect(await product.run('write', WRITE, [id])).toMatchObject([{ id }]);
      const none = 'DELETE FROM public.notes WHERE id = $1 RETURNING id';
      expect(await product.run('none', none, [-id])).toEqual([]);
    }
    expect(await ids()).toEqual([1, 2, 3]);
  },
);

it("a statement has our settings, and the product's stay as they are", async () => {
  const names = ['statement_timeout', 'transaction_isolation', 'plan_cache_mode', 'enable_seqscan'];
  const settings = names.map((name) => `current_setting('${name}') AS ${name}`).join();
  const options = '-c default_transaction_isolation=serializable -c statement_timeout=7s';
  await using product = open({ options });
  for (const _run of ['first', 'prepared']) {
    const rows = await product.run('settings', `WITH w AS (UPDATE public.notes SET id = id) SELECT ${settings}`);
    expect(rows).toEqual([
      {
        statement_timeout: `${LIMIT_MS}ms`,
        transaction_isolation: 'read committed',
        plan_cache_mode: 'force_generic_plan',
        enable_seqscan: 'off',
      },
    ]);
    const { rows: after } = await product.pool.query(`SELECT ${settings}`);
    expect(after).toEqual([
      {
        statement_timeout: '7s',
        transaction_isolation: 'serializable',
        plan_cache_mode: 'auto',
        enable_seqscan: 'on',
      },
    ]);
  }
});

it('a prepared statement that takes too long is canceled, and its connection works afterwards', async () => {
  const text = 'WITH w AS (INSERT INTO public.notes VALUES ($1)) SELECT pg_sleep($2)';
  await using product = open();
  await product.run('sleep', text, [1, 0]);
  await expect(product.run('sleep', text, [2, 5])).rejects.toMatchObject({ code: '57014' });
  expect(await product.run('sleep', text, [3, 0])).toHaveLength(1);
  expect(await ids()).toEqual([1, 3]);
});

it('a prepared statement that fails is undone, at once or with its commit', async () => {
  await using product = open();
  await product.run('write', WRITE, [1]);
  // The constraint is checked at the end of the transaction.
  await expect(product.run('write', WRITE, [1])).rejects.toMatchObject({ code: '23505' });
  await expect(product.run('write', WRITE, ['x'])).rejects.toMatchObject({ code: '22P02' });
  await product.run('write', WRITE, [2]);
  expect(await ids()).toEqual([1, 2]);
});

it('a prepared statement whose answer never comes ends, and its connection is not used again', async () => {
  await using product = open();
  await product.run('write', WRITE, [1]);
  network.judgeReplies(() => 'WITHHOLD');
  await expect(product.run('write', WRITE, [2])).rejects.toThrow('Query read timeout');
  expect(product.pool.totalCount).toBe(0);
  network.restore();
  expect(await product.run('write', WRITE, [3])).toMatchObject([{ id: 3 }]);
});
