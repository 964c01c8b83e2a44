import { setTimeout as delay } from 'node:timers/promises';
import { describeBlocker, migrate } from '@linekeeper/postgres';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeperWatched } from '../support/command-line.ts';
import { COLUMN, createNewerRelease, type NewerRelease } from '../support/newer-release.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let newer: NewerRelease;
let reader: pg.Client;
/**
 * A database with a transaction that never stops reading, and a newer release that changes a table that the transaction
 * reads.
 */
beforeEach(async () => {
  database = await createTestDatabase();
  newer = await createNewerRelease(COLUMN);
  reader = new pg.Client({ connectionString: database.ownerUrl, application_name: 'a report' });
  await reader.connect();
  await reader.query(`BEGIN; SELECT 'secret' FROM linekeeper.tenants`);
});
afterEach(async () => {
  await reader.end();
  await newer[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

it('a blocked migration eventually gives up, says what blocks it and what to do, and leaves nothing behind', async () => {
  const given = await migrate({ ...database, ...newer, patienceMs: 1_500 }).then(
    () => '',
    (error: Error) => error.message,
  );
  const { processID } = reader as unknown as { processID: number };
  expect(given).toMatch(
    /^The migration 9001_tenants_gain_motto waited 2 s for other transactions to end, and nothing of it was applied\. Blocked by: process \d+ \(a report, role \w+, idle in transaction for \d s\)\. End the transaction in its program or with SELECT pg_terminate_backend\(\d+\), then migrate again\.$/,
  );
  expect(given).toContain(`pg_terminate_backend(${processID})`);
  expect(given).not.toContain('secret');
  await reader.query('COMMIT');
  const { applied } = await migrate({ ...database, ...newer });
  expect(applied.map(({ name }) => name)).toEqual([COLUMN]);
});

it('a migration waits so that other queries can run, and continues as soon as they are done', async () => {
  const told: string[] = [];
  const waits: number[] = [];
  const ask = async (attempt: number) => {
    await delay(60);
    const asked = performance.now();
    await database.sql('SELECT FROM linekeeper.tenants');
    waits.push(performance.now() - asked);
    if (attempt === 3) await reader.query('COMMIT');
  };
  const work = migrate({
    ...database,
    ...newer,
    onBlocked: ({ migration, attempt, blockers }) => {
      told.push(`${migration} ${attempt}: ${blockers.map(describeBlocker).join()}`);
      // A query is answered at once while the migration waits. While it tries, the query waits until the attempt ends.
      void ask(attempt);
    },
  });
  expect((await work).applied[0]?.name).toBe(COLUMN);
  expect(told.slice(0, 3)).toEqual(
    [1, 2, 3].map((attempt) => expect.stringContaining(`${COLUMN} ${attempt}: process`)),
  );
  expect(Math.max(...waits.slice(0, 3))).toBeLessThan(250);
});

it('the command says that it waits for another migrator', async () => {
  const other = new pg.Client({ connectionString: database.ownerUrl });
  await other.connect();
  await other.query('SELECT pg_advisory_lock(4738202)');
  const seen: string[] = [];
  const onProgress = (text: string) => {
    seen.push(text);
    if (text.includes('another process')) void other.end();
  };
  const variables = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  expect(await linekeeperWatched(onProgress, variables, 'migrate')).toMatchObject({ code: 0, err: '' });
  expect(seen).toContain('Waiting for another process that is migrating this database');
});
