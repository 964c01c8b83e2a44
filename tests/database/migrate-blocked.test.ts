import { setTimeout as delay } from 'node:timers/promises';
import { describeBlocker, migrate } from '@linekeeper/db';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeperWatched } from '../support/command-line.ts';
import { LEGACY_TENANTS } from '../support/legacy-tenants.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';

let legacy: TestDatabase;
let reader: pg.Client;
/** A legacy database that somebody reads, with no end. */
beforeEach(async () => {
  legacy = await createBareDatabase();
  await legacy.sql(LEGACY_TENANTS);
  reader = new pg.Client({ connectionString: legacy.ownerUrl, application_name: 'a report' });
  await reader.connect();
  await reader.query(`BEGIN; SELECT 'secret' FROM tenants`);
});
afterEach(async () => {
  await reader.end();
  await legacy[Symbol.asyncDispose]();
});

it('gives up in the end, says who is in the way and how to go on, and leaves nothing behind', async () => {
  const given = await migrate({ ...legacy, patienceMs: 1_500 }).then(
    () => '',
    (error: Error) => error.message,
  );
  const { processID } = reader as unknown as { processID: number };
  expect(given).toMatch(
    /^The migration 0002_tenants_gain_country waited 2 s for other transactions to end, and nothing of it was applied\. In the way: process \d+ \(a report, role \w+, idle in transaction for \d s\)\. End it, in its program or with SELECT pg_terminate_backend\(\d+\), then migrate again\.$/,
  );
  expect(given).toContain(`pg_terminate_backend(${processID})`);
  expect(given).not.toContain('secret');
  await reader.query('COMMIT');
  const { applied, takenOver } = await migrate(legacy);
  expect(takenOver).toBe(false);
  expect(applied[0]?.name).toBe('0002_tenants_gain_country');
});

it('stands back so that others go first, and goes on the moment that they are done', async () => {
  const told: string[] = [];
  const waits: number[] = [];
  const ask = async (attempt: number) => {
    await delay(60);
    const asked = performance.now();
    await legacy.sql('SELECT FROM tenants');
    waits.push(performance.now() - asked);
    if (attempt === 3) await reader.query('COMMIT');
  };
  const work = migrate({
    ...legacy,
    onBlocked: ({ migration, attempt, blockers }) => {
      told.push(`${migration} ${attempt}: ${blockers.map(describeBlocker).join()}`);
      // Who asks while it stands back is served at once; while it tries, not before it has given up.
      void ask(attempt);
    },
  });
  expect((await work).applied[0]?.name).toBe('0002_tenants_gain_country');
  expect(told.slice(0, 3)).toEqual(
    [1, 2, 3].map((attempt) => expect.stringContaining(`0002_tenants_gain_country ${attempt}: process`)),
  );
  expect(Math.max(...waits.slice(0, 3))).toBeLessThan(250);
});

it('says on the command line whom it waits for, also where that is another migrator', async () => {
  const seen: string[] = [];
  const variables = { DATABASE_URL: legacy.url, DATABASE_OWNER_URL: legacy.ownerUrl };
  const onProgress = (text: string) => {
    seen.push(text);
    if (text.includes('a report')) void reader.query('COMMIT').catch(() => {});
  };
  const answers = await Promise.all([
    linekeeperWatched(onProgress, variables, 'migrate'),
    linekeeperWatched(onProgress, variables, 'migrate'),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([0, 0]);
  expect(answers.filter(({ out }) => out.includes('0002_tenants_gain_country'))).toHaveLength(1);
  expect(seen).toContain('Another process migrates this database; waiting for it');
  expect(seen).toContain('Applying 0002_tenants_gain_country');
  expect(
    seen.filter((text) => /0002_tenants_gain_country, try 1: waiting for process \d+ \(a report/.test(text)),
  ).toHaveLength(1);
});
