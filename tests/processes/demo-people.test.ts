import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createAccount } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

const DEMO = { email: 'owner@acme.example', password: 'linekeeper-demo' };
const HONEST = { email: 'person@company.example', password: 'correct horse battery' };

let db: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  db = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-demo-'));
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

/** The server as people run it, on the same database each time. */
async function start(variables: Record<string, string>) {
  const port = await freePort();
  const server = spawnServer({
    PORT: String(port),
    DATABASE_URL: db.url,
    DATABASE_OWNER_URL: db.ownerUrl,
    LINEKEEPER_SECRET: TEST_SECRET,
    LINEKEEPER_DATA_DIR: dataDir,
    ...variables,
  });
  await ready(server);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    output: () => server.output(),
    signIn: (body: object, headers: Record<string, string> = {}) =>
      fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async [Symbol.asyncDispose]() {
      server.process.kill('SIGKILL');
      await server.ended;
    },
  };
}

/** Signs a demo person in with a Host that `fetch` would not send. */
async function statusForHost(url: string, host: string): Promise<number | undefined> {
  const sent = request(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { host, 'content-type': 'application/json' },
  });
  sent.end(JSON.stringify(DEMO));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

/** What this token opens: the API and the library's own session. */
async function opens(url: string, token: string): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${token}` };
  const api = await fetch(`${url}/trpc/session.get`, { method: 'POST', headers });
  const tenants = await fetch(`${url}/api/session/tenants`, { headers });
  const session = (await (await fetch(`${url}/api/auth/get-session`, { headers })).json()) as unknown;
  return [api.status, tenants.status, session !== null];
}

it('the server refuses demo people, their sessions and their password links after every restart without the demo', {
  timeout: 240_000,
}, async () => {
  let token = '';
  {
    await using server = await start({ LINEKEEPER_DEMO: '1' });
    expect((await server.signIn(DEMO, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(403);
    expect(await statusForHost(server.url, 'lines.example')).toBe(403);
    expect(await statusForHost(server.url, '127.0.0.1.lines.example')).toBe(403);
    expect(await statusForHost(server.url, 'localhost:8080')).toBe(200);
    const answer = await server.signIn(DEMO);
    expect(answer.status).toBe(200);
    token = answer.headers.get('set-auth-token') ?? '';
    expect(await opens(server.url, token)).toEqual([200, 200, true]);
  }
  const sessions = await db.sql('SELECT * FROM linekeeper.sessions');
  for (const variables of [
    { LINEKEEPER_DEMO: '0' },
    { LINEKEEPER_DEMO: '1', PUBLIC_URL: 'https://lines.example', TRUST_PROXY: '1' },
    { LINEKEEPER_DEMO: '1', TRUST_PROXY: '1' },
  ] as Record<string, string>[]) {
    await using server = await start(variables);
    expect(await opens(server.url, token)).toEqual([401, 401, false]);
    expect((await server.signIn(DEMO)).status).toBe(403);
    expect((await server.signIn({ ...DEMO, email: 'Owner@ACME.example' })).status).toBe(403);
    expect(server.output().includes('The demo is off')).toBe(variables.LINEKEEPER_DEMO === '1');
    // A session and a password link that weren't made by the server.
    await db.sql(
      'INSERT INTO linekeeper.sessions SELECT * FROM json_populate_recordset(null::linekeeper.sessions, $1)',
      [JSON.stringify(sessions)],
    );
    expect((await opens(server.url, token)).slice(0, 2)).toEqual([401, 401]);
  }
});

it('the server answers /readyz and other people quickly while one address tries 95 passwords concurrently', {
  timeout: 240_000,
}, async () => {
  await createAccount(db, HONEST);
  await using server = await start({ TRUST_PROXY: '1' });
  const from = (ip: string) => ({ 'x-forwarded-for': ip });
  const timed = async (work: () => Promise<Response>) => {
    const began = performance.now();
    const { status } = await work();
    return { status, ms: performance.now() - began };
  };
  const alone = await timed(() => server.signIn(HONEST, from('192.0.2.1')));
  expect(alone.status).toBe(200);
  const attack = Promise.all(
    Array.from({ length: 95 }, (_, i) =>
      server.signIn({ email: `${i}@a.example`, password: 'wrong' }, from('192.0.2.9')),
    ),
  );
  const probes = await Promise.all([
    timed(() => fetch(`${server.url}/readyz`)),
    timed(() => server.signIn(HONEST, from('192.0.2.1'))),
  ]);
  const answers = await attack;
  expect(probes.map(({ status }) => status)).toEqual([200, 200]);
  // 95 hashes on two cores take more than 40 times as long as one sign-in.
  for (const { ms } of probes) expect(ms).toBeLessThan(20 * alone.ms);
  const refused = answers.filter(({ status }) => status === 503);
  expect(answers.filter(({ status }) => status === 401).length + refused.length).toBe(95);
  expect(refused.length).toBeGreaterThan(40);
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});
