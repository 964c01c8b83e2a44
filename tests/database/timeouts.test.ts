import { type Database, openDatabase } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';

let test: TestDatabase;
let db: Database;
let owner: pg.Client;
let people: TestPerson[];
beforeEach(async () => {
  test = await createTestDatabase();
  people = await createPeople(test, 2);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query('BEGIN; LOCK TABLE linekeeper.lines');
});
afterEach(async () => {
  await owner.query('ROLLBACK');
  await owner.end();
  await db.close();
  await test[Symbol.asyncDispose]();
});

// Raw SQL, because two concurrent `findUnique` calls would become one statement.
const read = (i: number) => rowsOf(db, (people[i] as TestPerson).tenantId).releaseInboundNumber();

/** Returns the milliseconds until the call failed. It must fail. */
async function failsAfter(call: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await expect(call).rejects.toThrow();
  return performance.now() - began;
}

it('the server ends a statement that exceeds its time limit, in the database too', async () => {
  db = openDatabase({ url: test.url, timeouts: { statementMs: 400 } });
  const ms = await failsAfter(read(0));
  expect(ms).toBeGreaterThan(390);
  expect(ms).toBeLessThan(1_500);
  const waiting = await test.sql(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'linekeeper' AND state = 'active'`,
  );
  expect(waiting).toEqual([]);
});

it('the server waits for a connection of the pool no longer than the limit', async () => {
  db = openDatabase({ url: test.url, poolSize: 1, timeouts: { connectMs: 300, statementMs: 2_000 } });
  const first = failsAfter(read(0));
  const ms = await failsAfter(read(1));
  expect(ms).toBeGreaterThan(290);
  expect(ms).toBeLessThan(1_500);
  expect(await first).toBeGreaterThan(1_900);
});

it('the server rolls back a transaction that exceeds its time limit, and frees its connection', async () => {
  db = openDatabase({ url: test.url, poolSize: 1, timeouts: { statementMs: 400 } });
  const [{ tenantId }] = people as [TestPerson];
  const change = { name: 'Changed', phoneNumber: '+14155238886' as PhoneNumber, setSettings: {}, removeSettings: [] };
  expect(await failsAfter(rowsOf(db, tenantId).updateOrganization(change))).toBeLessThan(1_500);
  await owner.query('ROLLBACK');
  expect(await test.sql(`SELECT FROM linekeeper.tenants WHERE name = 'Changed'`)).toEqual([]);
  // This uses the only connection.
  expect(await rowsOf(db, tenantId).updateOrganization(change)).toMatchObject({ ok: true });
});
