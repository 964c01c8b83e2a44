import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { spawnMigrator } from '../support/migrator-process.ts';
import { COLUMN, createNewerRelease, INDEX, TABLE } from '../support/newer-release.ts';
import { type LoadReport, startLoad } from '../support/steady-load.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const PER_SECOND = 50;
const READER_MS = 5_000;
const LONGEST_STALL_MS = 1_500;

/**
 * Reads tenants for five seconds in one transaction, again and again, until it's stopped. The first transaction lasts until
 * it has blocked the migration.
 */
async function startReader({ ownerUrl }: TestDatabase, inTheWay: Promise<void>): Promise<() => Promise<void>> {
  const reader = new pg.Client({ connectionString: ownerUrl, application_name: 'a report' });
  await reader.connect();
  const stop = new AbortController();
  const begin = () => reader.query('BEGIN; SELECT count(*) FROM linekeeper.tenants');
  await begin();
  const work = (async () => {
    await inTheWay;
    while (!stop.signal.aborted) {
      await delay(READER_MS, null, { signal: stop.signal }).catch(() => {});
      await reader.query('COMMIT');
      await delay(100);
      await begin();
    }
    await reader.end();
  })();
  return async () => {
    stop.abort();
    await work;
  };
}

/** Next to the load, a second load that no migration can block. Its waits show how busy the machine is. */
function expectNoStall(what: string, { requests, failures, longestMs }: LoadReport, control: LoadReport): void {
  const [longest, machine] = [longestMs, control.longestMs].map(Math.round);
  console.info(
    `${what}: ${requests} requests, ${failures.length} failed, longest stall ${longest} ms (without locks ${machine} ms)`,
  );
  expect(failures).toEqual([]);
  expect(requests).toBeGreaterThan(50);
  expect(longestMs - control.longestMs).toBeLessThan(LONGEST_STALL_MS);
}

it('migrate() keeps the server answering while migrations of a newer release are applied', async () => {
  await using server = await startTestServer();
  await using newer = await createNewerRelease(COLUMN, INDEX, TABLE);
  const people = await createPeople(server.db, 5);
  const clients = people.map((person) => server.clientOf(person));
  const ask = async (i: number) => {
    const client = clients[i % clients.length];
    await (i % 2 === 0 ? client?.phone.getInboundNumber.query() : client?.session.get.query());
  };
  await Promise.all([0, 1, 2, 3].map(ask));
  let blocked = () => {};
  const inTheWay = new Promise<void>((resolve) => {
    blocked = resolve;
  });
  const stopReader = await startReader(server.db, inTheWay);
  const stopControl = startLoad(PER_SECOND, () => fetch(`${server.url}/healthz`).then((response) => response.text()));
  const stopLoad = startLoad(PER_SECOND, ask);
  await delay(500);
  const tries = new Map<string, number>();
  const { applied } = await spawnMigrator({ ...server.db, ...newer }, ({ migration, attempt }) => {
    tries.set(migration, attempt + 1);
    if (attempt > 0) blocked();
  }).result;
  blocked();
  await delay(500);
  const [report, control] = await Promise.all([stopLoad(), stopControl()]);
  await stopReader();
  expect(applied.map(({ name }) => name)).toEqual([COLUMN, INDEX, TABLE]);
  expectNoStall('The server', report, control);
  // The reader did block a migration, so the test was meaningful.
  expect(tries.get(COLUMN)).toBeGreaterThan(1);
});
