import { type Authenticate, createLinekeeper, type Linekeeper } from '@linekeeper/server';
import type { TRPCError } from '@trpc/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNetwork } from '../support/network.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const actor = { id: '7', name: 'Ada' };
const LINES = [
  '+442079460018',
  '+442079460019',
  '+442079460020',
  '+442079460021',
  '+442079460022',
  '+442079460023',
] as const;
/** A statement has 2.5 s. */
const LONGEST_MS = 5_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

/** Linekeeper on a pool of the product's own, and what it logged. */
async function open(url = db.url, authenticate: Authenticate = () => null) {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  const logged: string[] = [];
  const note = (_fields: unknown, message: string) => void logged.push(message);
  const linekeeper = createLinekeeper({ database: pool, authenticate, log: { error: note, warn: note } });
  return {
    pool,
    linekeeper,
    logged,
    async [Symbol.asyncDispose]() {
      await linekeeper.close();
      await pool.end();
    },
  };
}

async function timed(call: Promise<unknown>) {
  const began = performance.now();
  const code = await call.then(
    () => 'OK',
    (error: TRPCError) => error.code,
  );
  return { code, ms: performance.now() - began };
}

const waitingForLocks = () =>
  db.sql(`SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);

const signIn =
  (id: string): Authenticate =>
  () => ({ tenant: { id, name: 'Acme' }, actor, role: 'owner' });

async function createKey({ fetch }: Linekeeper): Promise<number> {
  const request = new Request('http://x/linekeeper/trpc/apiKey.create', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'CRM', scopes: ['inboundNumber:read'] }),
  });
  return (await fetch(request)).status;
}

it('a claim waits for a transaction of the product only as long as a statement has, and the pool stays as it was', async () => {
  await using product = await open();
  const { pool, linekeeper } = product;
  const client = await pool.connect();
  await client.query('BEGIN');
  await linekeeper.within(client).forTenant('1').setInboundNumber(LINES[5], { actor });

  const late = await timed(linekeeper.forTenant('2').setInboundNumber(LINES[5], { actor }));
  // If only we gave up, PostgreSQL would go on waiting, with a connection that nobody uses.
  const waiting = await waitingForLocks();
  await client.query('COMMIT');
  client.release();
  expect(late.code).toBe('SERVICE_UNAVAILABLE');
  expect(late.ms).toBeLessThan(LONGEST_MS);
  expect(waiting).toEqual([]);
  expect(await linekeeper.forTenant('2').setInboundNumber(LINES[5], { actor })).toMatchObject({
    ok: false,
    error: { code: 'PHONE_TAKEN' },
  });
  expect({ waiting: pool.waitingCount, inUse: pool.totalCount - pool.idleCount }).toEqual({ waiting: 0, inUse: 0 });
  const settings = `SELECT current_setting('statement_timeout') AS timeout, current_setting('transaction_isolation') AS isolation`;
  const all = await Promise.all([1, 2, 3].map(() => pool.query(settings)));
  expect(all.flatMap(({ rows }) => rows)).toEqual(Array(3).fill({ timeout: '0', isolation: 'read committed' }));
});

// The number of replies that pass decides what waits: BEGIN, our settings, the release, or COMMIT.
it.each([0, 1, 2, 3])(
  'a release ends although reply %i never comes, and its connection is not used again',
  async (passes) => {
    const network = await openNetwork(db.url);
    try {
      await using product = await open(network.url);
      const { pool, linekeeper } = product;
      const tenant = linekeeper.forTenant(`lost-${passes}`);
      expect(await tenant.setInboundNumber(LINES[passes] as string, { actor })).toMatchObject({ ok: true });
      let replies = 0;
      network.judgeReplies(() => (replies++ < passes ? 'PASS' : 'WITHHOLD'));
      const late = await timed(tenant.releaseInboundNumber({ actor }));
      expect(late.code).toBe('SERVICE_UNAVAILABLE');
      expect(late.ms).toBeLessThan(LONGEST_MS);
      network.restore();
      await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0);
      // The transaction of the lost connection ended either way.
      await expect.poll(async () => (await timed(tenant.releaseInboundNumber({ actor }))).code).toBe('OK');
    } finally {
      await network.close();
    }
  },
);

// A key is created by two statements in one transaction: BEGIN, the lock, the key, COMMIT.
it.each([0, 1, 2, 3])('a transaction of several statements ends although reply %i never comes', async (passes) => {
  const network = await openNetwork(db.url);
  try {
    await using product = await open(network.url, signIn(`key-${passes}`));
    const create = () => createKey(product.linekeeper);
    expect(await create()).toBe(200);
    let replies = 0;
    network.judgeReplies(() => (replies++ < passes ? 'PASS' : 'WITHHOLD'));
    const began = performance.now();
    expect(await create()).toBe(503);
    expect(performance.now() - began).toBeLessThan(LONGEST_MS);
    network.restore();
    expect(await create()).toBe(200);
  } finally {
    await network.close();
  }
});

it('a transaction of several statements waits for one of the product only as long as a statement has', async () => {
  await using product = await open(db.url, signIn('locked'));
  const { pool, linekeeper } = product;
  expect(await createKey(linekeeper)).toBe(200);
  const client = await pool.connect();
  await client.query(`BEGIN; SELECT FROM linekeeper.tenants WHERE id = 'locked' FOR UPDATE`);
  expect(await createKey(linekeeper)).toBe(503);
  const waiting = await waitingForLocks();
  await client.query('COMMIT');
  client.release();
  expect(waiting).toEqual([]);
  expect(await createKey(linekeeper)).toBe(200);
});

it("a connection that PostgreSQL ends between two statements of a claim doesn't end the process", async () => {
  await using product = await open();
  const { pool, linekeeper } = product;
  const uncaught: string[] = [];
  const note = (error: Error) => void uncaught.push(error.message);
  process.on('uncaughtExceptionMonitor', note);
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    const query = async (...args: [{ text: string }, ...unknown[]]) => {
      const result = await send(...args);
      if (args[0].text.startsWith('BEGIN')) {
        const ended = new Promise<void>((resolve) => {
          client.once('end', resolve);
          setTimeout(resolve, 1_000);
        });
        await db.sql('SELECT pg_terminate_backend($1)', [(client as unknown as { processID: number }).processID]);
        await ended;
      }
      return result;
    };
    Object.assign(client, { query });
  });
  try {
    const late = await timed(linekeeper.forTenant('ended').setInboundNumber(LINES[4], { actor }));
    expect(late.code).toBe('SERVICE_UNAVAILABLE');
    await expect.poll(() => pool.totalCount).toBe(0);
  } finally {
    process.removeListener('uncaughtExceptionMonitor', note);
  }
  expect(uncaught).toEqual([]);
});

it('a lost connection is logged and replaced, and close() takes its listeners away', async () => {
  await using product = await open();
  const { pool, linekeeper, logged } = product;
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await db.sql('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await expect.poll(() => logged).toContain('a database connection was lost');
  expect(await linekeeper.forTenant('1').getInboundNumber()).toMatchObject({ phoneNumber: LINES[5] });
  await linekeeper.close();
  expect(['error', 'release'].map((name) => pool.listenerCount(name))).toEqual([0, 0]);
});
