import { type Database, findSessionTenants, openDatabase } from '@linekeeper/core';
import { isDatabaseUnavailable } from '@linekeeper/postgres';
import { signInStoreOf } from 'linekeeper';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Network, openNetwork } from '../support/network.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';

let test: TestDatabase;
let network: Network;
let db: Database;
let owner: pg.Client;
let person: TestPerson;
beforeEach(async () => {
  test = await createTestDatabase();
  [person] = (await createPeople(test, 1)) as [TestPerson];
  network = await openNetwork(test.url);
  db = openDatabase({ url: network.url, poolSize: 1, timeouts: { connectMs: 2_000, statementMs: 500 } });
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  network.restore();
  await db.close();
  await network.close();
  await test[Symbol.asyncDispose]();
});

interface Store {
  findOne(query: object): Promise<unknown>;
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
}
const storeOf = (opened: Database) => signInStoreOf(opened)({ database: undefined } as never) as unknown as Store;

/** Through pg, through Prisma, and in a transaction of the sign-in library. */
const WAYS = {
  pg: () => rowsOf(db, person.tenantId).releaseInboundNumber(),
  prisma: () => findSessionTenants(db, person.token),
  'a transaction': () =>
    storeOf(db).transaction((store) =>
      store.findOne({ model: 'session', where: [{ field: 'token', value: person.token }] }),
    ),
};

describe.each(Object.entries(WAYS))('through %s', (_way, call) => {
  const failure = () =>
    call().then(
      () => 'no error',
      (error: unknown) => (isDatabaseUnavailable(error) ? 'unavailable' : error),
    );

  it.each(['cut', 'swallow'] as const)('a network that is %s is unavailable', async (kind) => {
    await call();
    network[kind]();
    expect(await failure()).toBe('unavailable');
    // With a new connection.
    expect(await failure()).toBe('unavailable');
  });

  it('a pool without a free connection, and a statement that takes too long, are unavailable', async () => {
    await owner.query('BEGIN; LOCK TABLE linekeeper.lines, linekeeper.sessions');
    expect(await Promise.all([failure(), failure(), failure()])).toEqual(Array(3).fill('unavailable'));
    await owner.query('ROLLBACK');
  });

  it('a server without a free connection is unavailable', async () => {
    const database = new URL(test.url).pathname.slice(1);
    await test.sql(`ALTER DATABASE ${database} CONNECTION LIMIT 0`);
    expect(await failure()).toBe('unavailable');
  });

  it('a backend that is ended is unavailable', async () => {
    await call();
    const busy = owner.query('BEGIN; LOCK TABLE linekeeper.lines, linekeeper.sessions').then(failure);
    await test.sql(
      `SELECT pg_sleep(0.1), pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'linekeeper'`,
    );
    expect(await busy).toBe('unavailable');
    await owner.query('ROLLBACK');
  });
});

it("an error of our own SQL doesn't count as unavailable", async () => {
  const error = await test.sql('SELECT FROM linekeeper.nothing').catch((thrown: unknown) => thrown);
  expect(isDatabaseUnavailable(error)).toBe(false);
  expect(isDatabaseUnavailable(new Error('timeout'))).toBe(false);
  expect(isDatabaseUnavailable(null)).toBe(false);
});
