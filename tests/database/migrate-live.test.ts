import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { CHECKED_IN } from '../support/checked-in.ts';
import { insertLegacyTenants, LEGACY_TENANTS } from '../support/legacy-tenants.ts';
import { spawnMigrator } from '../support/migrator-process.ts';
import { type LoadReport, startLoad } from '../support/steady-load.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const ROWS = 20_000;
const PER_SECOND = 50;
const READER_MS = 5_000;
const LONGEST_STALL_MS = 1_500;

/** Somebody who reads tenants for five seconds in one transaction, again and again, until stopped. */
async function startReader({ ownerUrl }: TestDatabase): Promise<() => Promise<void>> {
  const reader = new pg.Client({ connectionString: ownerUrl, application_name: 'a report' });
  await reader.connect();
  const stop = new AbortController();
  const begin = () => reader.query('BEGIN; SELECT count(*) FROM tenants');
  await begin();
  const work = (async () => {
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

/** Beside a load one that no migration can hold up: what that one waits, it waits for the machine. */
function expectNoStall(what: string, { requests, failures, longestMs }: LoadReport, control: LoadReport): void {
  const [longest, machine] = [longestMs, control.longestMs].map(Math.round);
  console.info(
    `${what}: ${requests} requests, ${failures.length} failed, longest stall ${longest} ms (without locks ${machine} ms)`,
  );
  expect(failures).toEqual([]);
  expect(requests).toBeGreaterThan(50);
  expect(longestMs - control.longestMs).toBeLessThan(LONGEST_STALL_MS);
}

it('keeps the legacy system answering while every migration is applied', { timeout: 60_000 }, async () => {
  await using legacy = await createBareDatabase();
  await legacy.sql(LEGACY_TENANTS);
  await insertLegacyTenants(legacy, ROWS);
  const pool = new pg.Pool({ connectionString: legacy.ownerUrl, max: 60 });
  const others = new pg.Pool({ connectionString: legacy.ownerUrl, max: 30 });
  // The database is dropped the moment that they are told to end.
  for (const some of [pool, others]) some.on('error', () => {});
  const open = (some: pg.Pool, count: number) =>
    Array.from({ length: count }, () => some.query('SELECT pg_sleep(0.1)'));
  await Promise.all([...open(pool, 60), ...open(others, 30)]);
  let current = '';
  const stopReader = await startReader(legacy);
  const stopControl = startLoad(PER_SECOND, () => others.query('SELECT 1'));
  const stopLoad = startLoad(PER_SECOND, async (i) => {
    const id = `legacy-${1 + ((i * 7_919) % ROWS)}`;
    await pool.query('SELECT * FROM tenants WHERE id = $1', [id]);
    await pool.query(`UPDATE tenants SET "twilioConfig" = "twilioConfig" || $2, "updatedAt" = now() WHERE id = $1`, [
      id,
      { touched: i },
    ]);
    // Companies claim numbers as soon as they can.
    if (current > '0005') {
      await pool.query(`INSERT INTO inbound_numbers (e164, tenant_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        `+1415${5_550_000 + i}`,
        id,
      ]);
    }
  });
  const tries = new Map<string, number>();
  const { applied } = await spawnMigrator(legacy, ({ migration, attempt }) => {
    current = migration;
    tries.set(migration, attempt + 1);
  }).result;
  await delay(500);
  const [report, control] = await Promise.all([stopLoad(), stopControl()]);
  await stopReader();
  await Promise.all([pool.end(), others.end()]);
  console.info(
    applied.map(({ name, milliseconds }) => `${name}: ${milliseconds} ms, tries ${tries.get(name)}`).join('\n'),
  );
  expect(applied.map(({ name }) => name)).toEqual(CHECKED_IN.slice(1));
  expectNoStall('The legacy system', report, control);
  // The reader was in the way, so it was a test.
  expect(tries.get('0002_tenants_gain_country')).toBeGreaterThan(1);
});

it('keeps the server answering while migrations of a newer release are applied', async () => {
  await using server = await startTestServer();
  const people = await createPeople(server.db, 5);
  const clients = people.map((person) => server.clientOf(person));
  // As a release knew it that had not these two yet.
  await server.db.sql('DROP INDEX tenants_slug_key');
  await server.db.sql('DROP TABLE legacy_settlements');
  const newer = ['0003_tenants_slug_key', '0009_legacy_settlements'];
  await server.db.sql('DELETE FROM _prisma_migrations WHERE migration_name = ANY ($1)', [newer]);
  const ask = async (i: number) => {
    const client = clients[i % clients.length];
    await (i % 2 === 0 ? client?.phone.getInboundNumber.query() : client?.session.get.query());
  };
  await Promise.all([0, 1, 2, 3].map(ask));
  const stopReader = await startReader(server.db);
  const stopControl = startLoad(PER_SECOND, () => fetch(`${server.url}/healthz`).then((response) => response.text()));
  const stopLoad = startLoad(PER_SECOND, ask);
  await delay(500);
  const { applied } = await spawnMigrator(server.db).result;
  await delay(500);
  const [report, control] = await Promise.all([stopLoad(), stopControl()]);
  await stopReader();
  expect(applied.map(({ name }) => name)).toEqual(newer);
  expectNoStall('The server', report, control);
});
