import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, faultOf } from '@linekeeper/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { type Network, openNetwork } from '../support/network.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-lost-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it("a server that can't reach the database at its start says so in one line, and exits with 1", async () => {
  const port = await freePort();
  const server = spawnServer({
    PORT: String(await freePort()),
    DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/there`,
    DATABASE_OWNER_URL: `postgres://owner:secret@127.0.0.1:${port}/there`,
    LINEKEEPER_DATA_DIR: dataDir,
  });
  expect(await server.ended).toBe(1);
  expect(server.output().trim().split('\n')).toEqual([
    `The database at 127.0.0.1:${port}/there cannot be reached (ECONNREFUSED). Check DATABASE_URL and DATABASE_OWNER_URL and that PostgreSQL is running.`,
  ]);
});

describe('a database that is lost while the server runs', () => {
  let db: TestDatabase;
  let network: Network;
  let server: ServerProcess;
  let url: string;
  beforeEach(async () => {
    db = await createTestDatabase();
    network = await openNetwork(db.url);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = spawnServer({
      PORT: String(port),
      DATABASE_URL: network.url,
      DATABASE_OWNER_URL: db.ownerUrl,
      LINEKEEPER_SECRET: TEST_SECRET,
      LINEKEEPER_DATA_DIR: dataDir,
    });
    await ready(server);
  });
  afterEach(async () => {
    server.process.kill('SIGKILL');
    await server.ended;
    await network.close();
    await db[Symbol.asyncDispose]();
  });

  it.each(['cut', 'swallow'] as const)('(%s) is a fault within 5 s, 503 meanwhile, and recovers', async (kind) => {
    const { token } = await createPerson(db);
    const client = createClient({ url: `${url}/trpc`, token, retries: 0, timeoutMs: 30_000 });
    expect(await client.phone.getInboundNumber.query()).toBeNull();

    network[kind]();
    for (const call of [
      () => client.phone.getInboundNumber.query(),
      () => client.phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' }),
    ]) {
      const began = performance.now();
      const fault = await call().then(
        () => null,
        (error: unknown) => faultOf(error),
      );
      expect(fault?.code).toBe('SERVICE_UNAVAILABLE');
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    const began = performance.now();
    const notReady = await fetch(`${url}/readyz`);
    expect(notReady.status).toBe(503);
    const message = 'The database cannot be reached';
    expect(await notReady.json()).toEqual({ error: { message, code: 'SERVICE_UNAVAILABLE' } });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    network.restore();
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
    expect(await client.phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' })).toMatchObject({ ok: true });
    expect(server.output()).not.toMatch(/\+?\d{7,}/);
  });
});
