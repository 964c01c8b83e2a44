import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@linekeeper/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

const CLAIMS = 1_000;
const KILL_AFTER = 400;

let db: TestDatabase;
let dataDir: string;
let running: ServerProcess | undefined;
beforeEach(async () => {
  db = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-durability-'));
});
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  await db[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

it(`the database keeps every acknowledged claim if the server is killed during ${CLAIMS} claims`, async () => {
  const people = await createPeople(db, CLAIMS);
  const before = await start();
  const acknowledged = new Map<string, string>();
  let faults = 0;
  const waiting = people.map((person, i) => ({ person, phoneNumber: `+1415523${String(1000 + i)}` }));
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const outcome = await claim(before.url, next.person, next.phoneNumber).catch(() => null);
      if (outcome?.ok) acknowledged.set(next.phoneNumber, next.person.tenantId);
      else faults++;
      if (acknowledged.size === KILL_AFTER) before.server.process.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 50 }, worker));
  expect(await before.server.ended).toBe('SIGKILL');
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILL_AFTER);
  expect(faults).toBeGreaterThan(0);

  const after = await start();
  const rows = await db.sql<{ e164: string; tenant_id: string }>('SELECT e164, tenant_id FROM linekeeper.lines');
  const held = new Map(rows.map((row) => [row.e164, row.tenant_id]));
  expect([...acknowledged].filter(([number, tenant]) => held.get(number) !== tenant)).toEqual([]);
  // An unacknowledged claim was made completely or not at all. Either way, claiming again answers OK.
  for (const [i, person] of people.entries()) {
    const phoneNumber = `+1415523${String(1000 + i)}`;
    expect(held.get(phoneNumber) ?? person.tenantId).toBe(person.tenantId);
  }
  const retries = await Promise.all(
    people.slice(0, 100).map((person, i) => claim(after.url, person, `+1415523${String(1000 + i)}`)),
  );
  expect(retries.filter((outcome) => !outcome.ok)).toEqual([]);
  console.info(`acknowledged ${acknowledged.size}, lost 0, not acknowledged but done ${held.size - acknowledged.size}`);
});

async function start(): Promise<{ server: ServerProcess; url: string }> {
  const port = await freePort();
  const server = spawnServer({
    PORT: String(port),
    DATABASE_URL: db.url,
    DATABASE_OWNER_URL: db.ownerUrl,
    LINEKEEPER_SECRET: TEST_SECRET,
    LINEKEEPER_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  });
  running = server;
  await ready(server);
  return { server, url: `http://127.0.0.1:${port}/trpc` };
}

function claim(url: string, { token }: TestPerson, phoneNumber: string) {
  return createClient({ url, token, timeoutMs: 20_000 }).phone.setInboundNumber.mutate({ phoneNumber });
}
