import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** The default, written out. */
const PER_EMAIL = 10;

const OWNER = 'one@acme.example';
const VIEWER = 'two@acme.example';
const NOBODY = 'nobody@acme.example';
const RIGHT = 'correct horse battery';

let server: TestServer;
beforeAll(async () => {
  // The server trusts one proxy, which is the test itself, so that requests can come from any address.
  server = await startTestServer({ TRUST_PROXY: '1' });
  for (const email of [OWNER, VIEWER]) await createAccount(server.db, { email, password: RIGHT });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.db.sql('TRUNCATE linekeeper.sign_in_attempts, linekeeper.familiar_addresses'));

function signIn(email: string, password: string, ip: string, url = server.url): Promise<Response> {
  return fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': ip },
    body: JSON.stringify({ email, password }),
  });
}
const statusOf = async (answer: Promise<Response>) => (await answer).status;
/** Signs in for each, a few concurrently, because the attempts of one address are limited. */
async function statusesOf(count: number, attempt: (i: number) => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) statuses.push(await statusOf(attempt(i)));
  };
  await Promise.all(Array.from({ length: 5 }, worker));
  return statuses;
}
const elsewhere = (i: number) => `198.51.${100 + Math.floor(i / 200)}.${1 + (i % 200)}`;

/** Wrong passwords, each from an address of its own, all at once. */
async function guess(email: string, count: number, from = 0, url = server.url): Promise<Record<number, number>> {
  const statuses = await Promise.all(
    Array.from({ length: count }, (_, i) => statusOf(signIn(email, `guess ${i}`, elsewhere(from + i), url))),
  );
  return Object.fromEntries([...new Set(statuses)].map((s) => [s, statuses.filter((status) => status === s).length]));
}

describe('100 wrong passwords for one person from 100 addresses', () => {
  it('are checked only ten times, and the other requests are told when to try again', async () => {
    expect(await guess(OWNER, 100)).toEqual({ 401: PER_EMAIL, 429: 100 - PER_EMAIL });
    const refused = await signIn(OWNER, RIGHT, elsewhere(100));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(880);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect(await refused.json()).toEqual({
      error: { code: 'TOO_MANY_REQUESTS', message: 'Too many attempts. Wait a moment and try again' },
    });
  });

  it("don't lock the person out at an address where they have signed in before, or anyone else", async () => {
    expect(await statusOf(signIn(OWNER, RIGHT, '192.0.2.1'))).toBe(200);
    await guess(OWNER, 100);
    expect(await statusOf(signIn(OWNER, RIGHT, '192.0.2.1'))).toBe(200);
    expect(await statusOf(signIn(VIEWER, RIGHT, elsewhere(1)))).toBe(200);
    // Attempts from a known address are limited, too.
    const statuses: number[] = [];
    for (let i = 0; i < PER_EMAIL + 2; i++) statuses.push(await statusOf(signIn(OWNER, `guess ${i}`, '192.0.2.1')));
    expect(statuses.filter((status) => status === 401)).toHaveLength(PER_EMAIL);
  });

  it('are counted across replicas, and no longer count after 15 minutes', async () => {
    await using replica = await startTestServer({
      DATABASE_URL: server.db.url,
      DATABASE_OWNER_URL: server.db.ownerUrl,
      TRUST_PROXY: '1',
    });
    const [one, two] = await Promise.all([guess(OWNER, 30), guess(OWNER, 30, 30, replica.url)]);
    expect((one[401] ?? 0) + (two[401] ?? 0)).toBe(PER_EMAIL);
    await server.db.sql(`UPDATE linekeeper.sign_in_attempts SET resets_at = resets_at - interval '15 minutes'`);
    expect(await statusOf(signIn(OWNER, RIGHT, elsewhere(0)))).toBe(200);
  });
});

it('the server answers the same for known and unknown emails', async () => {
  for (const password of ['wrong', ...Array.from({ length: PER_EMAIL }, (_, i) => `guess ${i}`)]) {
    const [known, unknown] = [await signIn(OWNER, password, '192.0.2.1'), await signIn(NOBODY, password, '192.0.2.2')];
    expect(known.status).toBe(unknown.status);
    expect(await known.text()).toBe(await unknown.text());
    const names = (answer: Response) => [...answer.headers.keys()].sort();
    expect(names(known)).toEqual(names(unknown));
  }
  expect(await statusOf(signIn(NOBODY, 'wrong', '192.0.2.2'))).toBe(429);
});

it('the limit counts all spellings of an email together', async () => {
  await guess(OWNER, PER_EMAIL);
  for (const written of ['One@ACME.example', ` ${OWNER} `]) {
    expect(await statusOf(signIn(written, RIGHT, elsewhere(50)))).toBe(429);
  }
});

it('the count starts again after the right password', async () => {
  for (let round = 0; round < 3; round++) {
    expect(await guess(OWNER, PER_EMAIL - 1)).toEqual({ 401: PER_EMAIL - 1 });
    expect(await statusOf(signIn(OWNER, RIGHT, elsewhere(500 + round)))).toBe(200);
  }
});

describe('one address', () => {
  it("can sign in many people, but can't fail for many", async () => {
    await using strict = await startTestServer({
      DATABASE_URL: server.db.url,
      DATABASE_OWNER_URL: server.db.ownerUrl,
      TRUST_PROXY: '1',
      LINEKEEPER_SIGN_IN_FAILURES_PER_ADDRESS: '12',
    });
    for (let i = 0; i < 16; i++) {
      expect(await statusOf(signIn([OWNER, VIEWER][i % 2] as string, RIGHT, '192.0.2.1', strict.url))).toBe(200);
    }
    const wrong = (i: number) => signIn(`${i}@acme.example`, 'wrong', '192.0.2.1', strict.url);
    const statuses = await statusesOf(16, wrong);
    expect(statuses.filter((status) => status === 401)).toHaveLength(12);
    expect(await statusOf(signIn(OWNER, RIGHT, '192.0.2.1', strict.url))).toBe(429);
    expect(await statusOf(signIn(OWNER, RIGHT, '192.0.2.2', strict.url))).toBe(200);
  });

  it('counts as one for all IPv6 addresses of a customer, even with successful sign-ins in between', async () => {
    await using strict = await startTestServer({
      DATABASE_URL: server.db.url,
      DATABASE_OWNER_URL: server.db.ownerUrl,
      TRUST_PROXY: '1',
      LINEKEEPER_SIGN_IN_FAILURES_PER_ADDRESS: '5',
    });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      statuses.push(await statusOf(signIn(`${i}@acme.example`, 'wrong', `2001:db8:1:2::${i + 1}`, strict.url)));
      if (i < 4) await signIn(VIEWER, RIGHT, '2001:db8:1:2::99', strict.url);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect(await statusOf(signIn('9@acme.example', 'wrong', '2001:db8:1:3::1', strict.url))).toBe(401);
  });
});

it('the server trusts the address from the proxy, not the one that the client claims', async () => {
  // Also with a different port for each request, as some proxies write it, and with invalid addresses.
  await using strict = await startTestServer({
    DATABASE_URL: server.db.url,
    DATABASE_OWNER_URL: server.db.ownerUrl,
    TRUST_PROXY: '1',
    LINEKEEPER_SIGN_IN_FAILURES_PER_ADDRESS: '5',
  });
  for (const written of [
    (i: number) => `${elsewhere(i)}, 192.0.2.7`,
    (i: number) => `192.0.2.8:${40_000 + i}`,
    (i: number) => `[2001:db8:7::${i}]:${40_000 + i}`,
    (i: number) => `nonsense-${i}`,
  ]) {
    const statuses = await statusesOf(7, (i) => signIn(`${i}@acme.example`, 'wrong', written(i), strict.url));
    expect(
      statuses.filter((status) => status === 401),
      written(0),
    ).toHaveLength(5);
    await server.db.sql('TRUNCATE linekeeper.sign_in_attempts');
  }
});

it('the server ignores forwarded addresses if no proxy is configured', async () => {
  await using open = await startTestServer({
    DATABASE_URL: server.db.url,
    DATABASE_OWNER_URL: server.db.ownerUrl,
    LINEKEEPER_SIGN_IN_FAILURES_PER_ADDRESS: '3',
  });
  const statuses = await Promise.all(
    Array.from({ length: 6 }, (_, i) => statusOf(signIn(`${i}@acme.example`, 'wrong', elsewhere(i), open.url))),
  );
  expect(statuses.filter((status) => status === 401)).toHaveLength(3);
});

it("the server doesn't check the password if the body isn't an email and a password in JSON", async () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${server.url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': type }, body });
  for (const body of ['{}', '[]', 'null', '{"email":7}', '{"email":{"contains":"@"},"password":"x"}']) {
    expect(await statusOf(post(body)), body).toBe(400);
  }
  // If later code accepted another form, it could bypass the limit.
  const right = { email: OWNER, password: RIGHT };
  expect(await statusOf(post(JSON.stringify(right), 'text/plain'))).toBe(415);
  expect(await statusOf(post(JSON.stringify([right])))).toBe(400);
  expect(await server.db.sql('SELECT 1 FROM linekeeper.sign_in_attempts')).toEqual([]);
});

it('the limit stores neither emails nor addresses', async () => {
  await signIn(OWNER, 'wrong', '192.0.2.1');
  await signIn(OWNER, RIGHT, '192.0.2.1');
  const rows = await server.db.sql<{ text: string }>(
    'SELECT a::text AS text FROM linekeeper.sign_in_attempts a UNION ALL SELECT f::text FROM linekeeper.familiar_addresses f',
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/acme|192\.0/);
});
