import { setTimeout as delay } from 'node:timers/promises';
import { type Database, deleteOldRows, explainAnyRoute, openDatabase, type TenantId } from '@linekeeper/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorOf, rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

/** `pnpm test:calls` takes 100,000. */
const RECORDS = process.env.TEST_LONG ? 100_000 : 20_000;
const LINE = '+14155550123';

let test: TestDatabase;
let db: Database;
let tenantId: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
  const people = await createPeople(test, 50);
  tenantId = people[0]?.tenantId as TenantId;
  await test.sql(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome, at)
     SELECT 'CA' || md5(i::text), '+1415555' || lpad((100 + i % 50)::text, 4, '0'), ($1::text[])[1 + i % 50], 'GREETED',
       now() - make_interval(secs => i * 60)
     FROM generate_series(1, $2::int) AS i`,
    [people.map((person) => person.tenantId), RECORDS],
  );
  await test.sql(
    `INSERT INTO linekeeper.line_events (e164, kind, to_tenant_id, actor_type, actor_name, at)
     SELECT '+1415555' || lpad((100 + i % 50)::text, 4, '0'), 'CLAIMED', ($1::text[])[1 + i % 50], 'SYSTEM', 'x',
       now() - make_interval(days => 100)
     FROM generate_series(1, 5000) AS i`,
    [people.map((person) => person.tenantId)],
  );
  await test.sql('ANALYZE linekeeper.calls, linekeeper.line_events');
});
afterAll(() => test[Symbol.asyncDispose]());

interface Scans {
  name: string;
  seq: number;
  index: number;
}

/** How tables were read so far. A connection's own counts arrive when it ends. */
const scans = () =>
  test.sql<Scans>(
    `SELECT relname AS name, seq_scan::int AS seq, idx_scan::int AS index FROM pg_stat_user_tables
     WHERE relname IN ('calls', 'line_events') ORDER BY 1`,
  );

async function scansOf(work: (own: Database) => Promise<unknown>): Promise<Scans[]> {
  // What the test's own connection has read so far is counted now.
  await test.sql('SELECT pg_stat_force_next_flush()');
  const before = await scans();
  const own = openDatabase({ url: test.url, poolSize: 1 });
  await work(own);
  // PostgreSQL counts a connection's scans when it ends.
  await own.close();
  const since = async () =>
    (await scans()).map(({ name, seq, index }, i) => ({
      name,
      seq: seq - (before[i]?.seq ?? 0),
      index: index - (before[i]?.index ?? 0),
    }));
  await expect.poll(async () => (await since())[0]?.index, { timeout: 5_000 }).toBeGreaterThan(0);
  return since();
}

it(`the last calls and an explanation of ${RECORDS} calls are read by index alone`, async () => {
  const began = performance.now();
  const read = await scansOf(async (own) => {
    const rows = rowsOf(own, tenantId);
    let page = await rows.calls.list();
    for (let i = 0; i < 3; i++) page = await rows.calls.list(page.nextCursor ?? undefined);
    expect(page.calls).toHaveLength(20);
    const at = new Date(Date.now() - 100 * 60_000);
    expect((await rows.calls.explain(LINE as never, at)).holder).toBeNull();
    expect((await explainAnyRoute(operatorOf(own), '+14155550100' as never, at)).call).not.toBeNull();
    await rows.calls.setup();
  });
  console.info(`read in ${(performance.now() - began).toFixed(0)} ms: ${JSON.stringify(read)}`);
  expect(read.map(({ name, seq }) => [name, seq])).toEqual([
    ['calls', 0],
    ['line_events', 0],
  ]);
});

it("the ids and cursors of a tenant's calls don't count the calls of others", async () => {
  const { calls } = rowsOf(db, tenantId);
  const first = await calls.list();
  const second = await calls.list(first.nextCursor ?? '');
  const ids = [...first.calls, ...second.calls].map(({ id }) => id);
  expect(new Set(ids).size).toBe(40);
  for (const id of [...ids, first.nextCursor]) expect(id).toMatch(/^[\w-]{22}$/);
  const stored = await test.sql<{ id: string }>('SELECT id FROM linekeeper.calls WHERE tenant_id = $1', [tenantId]);
  for (const { id } of stored) expect(JSON.stringify([first, second])).not.toContain(`"${id}"`);
  for (const cursor of [stored[0]?.id, 'AAAAAAAAAAAAAAAAAAAAAA'])
    await expect(calls.list(cursor)).rejects.toThrow('BAD_REQUEST');
});

const LONGEST_MS = 100;

/**
 * Inserts calls while the work runs. Fails if one waits longer than 100 ms for a lock. Returns how many, and the longest time
 * that one took in milliseconds, which also depends on what else the machine does.
 */
async function insertDuring(work: () => Promise<unknown>): Promise<{ inserts: number; longest: number; ms: number }> {
  await test.sql(`SET lock_timeout = ${LONGEST_MS}`);
  let stopped = false;
  let inserts = 0;
  let longest = 0;
  const insert = async () => {
    while (!stopped) {
      const began = performance.now();
      await test.sql(
        `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome) VALUES ('CA' || md5(random()::text), $1, $2, 'GREETED')`,
        [LINE, tenantId],
      );
      longest = Math.max(longest, performance.now() - began);
      inserts++;
      await delay(2);
    }
  };
  const inserting = insert();
  const began = performance.now();
  await work().finally(() => {
    stopped = true;
  });
  const ms = performance.now() - began;
  await inserting;
  await test.sql('RESET lock_timeout');
  expect(inserts).toBeGreaterThan(0);
  // Only alone on a machine, as in `pnpm test:calls`, is the time that of PostgreSQL.
  if (process.env.TEST_LONG) expect(longest).toBeLessThan(LONGEST_MS);
  return { inserts, longest, ms };
}

it("the platform's answers are cleared after four hours, by their index alone, and no insert waits for that", async () => {
  await test.sql(`UPDATE linekeeper.calls SET outcome = 'PLATFORM', twiml = '<Response/>' WHERE id % 2 = 0`);
  const stored = async () =>
    (
      await test.sql<{ old: number; recent: number }>(
        `SELECT count(*) FILTER (WHERE at < now() - interval '4 hours')::int AS old,
           count(*) FILTER (WHERE at > now() - interval '239 minutes')::int AS recent
         FROM linekeeper.calls WHERE twiml IS NOT NULL`,
      )
    )[0];
  const { recent } = (await stored()) ?? {};
  expect(recent).toBeGreaterThan(100);
  const readBy = async () =>
    Object.fromEntries(
      (
        await test.sql<{ name: string; reads: number }>(
          `SELECT indexrelname AS name, idx_tup_read::int AS reads FROM pg_stat_user_indexes WHERE relname = 'calls'`,
        )
      ).map(({ name, reads }) => [name, reads]),
    );
  const before = await readBy();
  const [read] = await scansOf(async (own) => {
    const { ms, inserts, longest } = await insertDuring(() => deleteOldRows(own));
    console.info(`cleared in ${ms.toFixed(0)} ms; ${inserts} inserts meanwhile, the longest ${longest.toFixed(1)} ms`);
  });
  expect(await stored()).toEqual({ old: 0, recent });
  expect(read?.seq).toBe(0);
  // The index that all calls are in.
  expect((await readBy()).calls_at_idx).toBe(before.calls_at_idx);
  await test.sql('VACUUM linekeeper.calls');
  await scansOf((own) => deleteOldRows(own));
  const again = await readBy();
  await scansOf((own) => deleteOldRows(own));
  expect((await readBy()).calls_relayed_idx).toBe(again.calls_relayed_idx);
});

it('old calls are deleted in batches, and no insert waits for that longer than 100 ms', async () => {
  await test.sql(`UPDATE linekeeper.calls SET at = at - interval '91 days' WHERE id % 10 <> 0`);
  const { inserts, longest, ms } = await insertDuring(() => deleteOldRows(db));
  console.info(`deleted in ${ms.toFixed(0)} ms; ${inserts} inserts meanwhile, the longest ${longest.toFixed(1)} ms`);
  const [left] = await test.sql<{ old: number; kept: number }>(
    `SELECT count(*) FILTER (WHERE at < now() - interval '90 days')::int AS old,
       count(*) FILTER (WHERE at >= now() - interval '90 days')::int AS kept FROM linekeeper.calls`,
  );
  expect(left?.old).toBe(0);
  expect(left?.kept).toBeGreaterThanOrEqual(Math.min(RECORDS / 10, 10_000));
});
