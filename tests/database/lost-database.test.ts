import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, faultOf } from '@linekeeper/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-lost-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('says in one line that the database cannot be reached at start, and exits with 1', async () => {
  const port = await freePort();
  const server = spawnServer({
    PORT: String(await freePort()),
    DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/there`,
    DATABASE_OWNER_URL: `postgres://owner:secret@127.0.0.1:${port}/there`,
    LINEKEEPER_DATA_DIR: dataDir,
  });
  expect(await server.ended).toBe(1);
  expect(server.output().trim().split('\n')).toEqual([
    `The database at 127.0.0.1:${port}/there cannot be reached (ECONNREFUSED). Check DATABASE_URL and that PostgreSQL is running.`,
  ]);
});

describe('a database that is lost while the server runs', () => {
  let db: TestDatabase;
  let way: Way;
  let server: ServerProcess;
  let url: string;
  beforeEach(async () => {
    db = await createTestDatabase();
    way = await openWay(db.url);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = spawnServer({
      PORT: String(port),
      DATABASE_URL: way.url,
      DATABASE_OWNER_URL: db.ownerUrl,
      LINEKEEPER_SECRET: TEST_SECRET,
      LINEKEEPER_DATA_DIR: dataDir,
    });
    await ready(server);
  });
  afterEach(async () => {
    server.process.kill('SIGKILL');
    await server.ended;
    await way.close();
    await db[Symbol.asyncDispose]();
  });

  it.each(['cut', 'swallow'] as const)('(%s) is a fault within 5 s, 503 meanwhile, and recovers', async (kind) => {
    const { token } = await createPerson(db);
    const client = createClient({ url: `${url}/trpc`, token, retries: 0, timeoutMs: 30_000 });
    expect(await client.phone.getInboundNumber.query()).toBeNull();

    way[kind]();
    for (const call of [
      () => client.phone.getInboundNumber.query(),
      () => client.phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' }),
    ]) {
      const began = performance.now();
      const fault = await call().then(
        () => null,
        (error: unknown) => faultOf(error),
      );
      expect(fault?.code).toBe('INTERNAL_SERVER_ERROR');
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    const began = performance.now();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    way.restore();
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
    expect(await client.phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' })).toMatchObject({ ok: true });
    expect(server.output()).not.toMatch(/\+?\d{7,}/);
  });
});

/** The network between server and database, which can be cut or made to swallow every packet. */
interface Way {
  url: string;
  cut(): void;
  swallow(): void;
  restore(): void;
  close(): Promise<void>;
}

async function openWay(databaseUrl: string): Promise<Way> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'swallow' = 'open';
  const server: Server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => state === 'open' && to.write(data));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
    return undefined;
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: url.href,
    cut() {
      state = 'cut';
      drop();
    },
    swallow() {
      state = 'swallow';
    },
    restore() {
      state = 'open';
      drop();
    },
    close() {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
