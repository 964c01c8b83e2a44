import type { Queryable } from '@linekeeper/postgres';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followLinked } from '../../packages/legacy/src/follow.ts';
import { startLegacyWorker } from '../../packages/legacy/src/legacy-worker.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { restoreCommands } from '../support/restore-commands.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NATIONAL = '4155239001';
const AMERICAN = `+1${NATIONAL}`;
const POLL = { timeout: 20_000, interval: 5 };

let test: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
beforeEach(async () => {
  test = await createTestDatabase();
  legacy = legacyTable(test);
  await test.sql(LEGACY_TABLE);
  await legacy.add('one', null);
  await done('legacy', 'link', '--country', 'US');
  await test.sql(`UPDATE public.tenants SET "phoneNumber" = '${NATIONAL}'`);
});
afterEach(() => test[Symbol.asyncDispose]());

const { run, done } = restoreCommands(() => test);
const waits = async (name: string) =>
  (
    await test.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = $1 AND datname = current_database()`,
      [name],
    )
  ).length > 0;

/** Runs `work` while the worker waits for a transaction with this statement. Ends when the worker has followed everything. */
async function whileWorkerWaits(statement: string, work: (commit: () => Promise<unknown>) => Promise<unknown>) {
  const other = new pg.Client({ connectionString: test.ownerUrl });
  await other.connect();
  await other.query(`BEGIN; ${statement}`);
  const errors: unknown[] = [];
  const stop = startLegacyWorker({ urls: test, onError: (error) => errors.push(error) });
  try {
    await expect.poll(() => waits('linekeeper legacy worker'), POLL).toBe(true);
    await work(() => other.query('COMMIT'));
    await other.query('COMMIT');
    await expect.poll(() => test.sql('SELECT FROM linekeeper.legacy_queue'), POLL).toEqual([]);
    await expect.poll(() => legacy.held(), POLL).not.toEqual({});
  } finally {
    await other.end();
    await stop();
  }
  expect(errors).toEqual([]);
}

/** Follows the queue as a server does. `change` is done after its first transaction. */
async function followAnd(change: () => Promise<unknown>): Promise<number | null> {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  let commits = 0;
  const query = async (text: string, values?: unknown[]) => {
    const result = await client.query(text, values);
    if (text === 'COMMIT' && ++commits === 1) await change();
    return result;
  };
  try {
    return await followLinked({ query } as Queryable);
  } finally {
    await client.end();
  }
}

it('a round that has begun before the table is linked with another country reads the next numbers in that country', async () => {
  await legacy.add('two', '4155239002');
  expect(await followAnd(() => run('legacy', 'link', '--country', 'MX'))).toBe(2);
  expect(await legacy.held()).toEqual({ one: AMERICAN, two: '+524155239002' });
});

it('a round ends if the link ends meanwhile, and leaves the queue as it is', async () => {
  const ended = async () => {
    await done('legacy', 'unlink', '--yes');
    await test.sql(
      `INSERT INTO linekeeper.legacy_queue (id, tenant_id, kind) OVERRIDING SYSTEM VALUE VALUES (-1, 'one', 'FOLLOW')`,
    );
  };
  expect(await followAnd(ended)).toBeNull();
  expect(await test.sql('SELECT id FROM linekeeper.legacy_queue')).toEqual([{ id: '-1' }]);
});

it('linking with another country waits for a change that a worker is following, and its report counts it', async () => {
  await whileWorkerWaits('SELECT FROM linekeeper.tenants FOR UPDATE', async (commit) => {
    const linked = run('legacy', 'link', '--country', 'MX', '--json');
    await expect.poll(() => waits('linekeeper takeover'), POLL).toBe(true);
    await commit();
    expect(JSON.parse((await linked).out)).toMatchObject({ counts: { CHANGED: 1, CLEAN: 0 } });
  });
  expect(await legacy.held()).toEqual({ one: AMERICAN });
});
