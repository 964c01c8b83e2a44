import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createLinekeeper, type Identity, type Linekeeper, type LinekeeperOptions } from '@linekeeper/server';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createKey } from '../support/test-keys.ts';
import { HOSTS, plain } from './mounted-hosts.ts';

const ADA: Identity = { tenant: { id: '42', name: 'Acme' }, role: 'owner', actor: { id: '7', name: 'Ada' } };

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

interface Mounted extends AsyncDisposable {
  url: string;
  logged: { message: string; err: Error }[];
}

/** A server of any kind with Linekeeper in it. */
async function mount(
  listenerOf: (linekeeper: Linekeeper) => RequestListener,
  options: Partial<LinekeeperOptions> = {},
): Promise<Mounted> {
  const logged: Mounted['logged'] = [];
  const note = ({ err }: Record<string, unknown>, message: string) => logged.push({ message, err: err as Error });
  const linekeeper = createLinekeeper({
    database: db.url,
    authenticate: () => ADA,
    log: { error: note, warn: note },
    ...options,
  });
  const server = createServer(listenerOf(linekeeper));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logged,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await linekeeper.close();
    },
  };
}

const call = (url: string, procedure = 'session.get', init: RequestInit = {}) =>
  fetch(`${url}/trpc/${procedure}`, {
    method: 'POST',
    body: '{}',
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });

describe.each(HOSTS)('Linekeeper in %s', (_, basePath, listenerOf) => {
  it('answers calls and batches, and refuses long bodies and unknown paths', async () => {
    await using mounted = await mount(listenerOf);
    const url = `${mounted.url}${basePath}`;
    const claimed = await call(url, 'phone.setInboundNumber', { body: '{"phoneNumber":"+14155238886"}' });
    expect(await claimed.json()).toMatchObject({ result: { data: { ok: true } } });
    const batch = await call(url, 'session.get,phone.getInboundNumber?batch=1', { body: '{}' });
    expect(await batch.json()).toMatchObject([
      { result: { data: { tenant: { id: '42', name: 'Acme' } } } },
      { result: { data: { phoneNumber: '+14155238886' } } },
    ]);
    expect(
      (await call(url, 'phone.setInboundNumber', { body: JSON.stringify({ phoneNumber: 'x'.repeat(70_000) }) })).status,
    ).toBe(413);
    expect((await call(url, 'phone.getInboundNumber', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    const missing = await fetch(`${url}/nothing`);
    expect([missing.status, await missing.json()]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
    expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
  });
});

describe('what authenticate() returns', () => {
  it('null means that nobody is signed in', async () => {
    await using mounted = await mount(plain, { authenticate: () => null });
    expect((await call(`${mounted.url}/linekeeper`)).status).toBe(401);
  });

  it.each<[string, LinekeeperOptions['authenticate'], string]>([
    [
      'a throw',
      () => Promise.reject(new Error('the token service is down')),
      'authenticate() threw: the token service is down',
    ],
    [
      'an unknown field',
      () => ({ ...ADA, user: 1 }) as Identity,
      'authenticate() returned something invalid: value: Unrecognized key: "user"',
    ],
    [
      'a number as an id',
      () => ({ ...ADA, tenant: { id: 42 } }) as unknown as Identity,
      'authenticate() returned something invalid: tenant.id: ',
    ],
    ['no role', () => ({ ...ADA, role: undefined }), 'authenticate() returned neither a role nor permissions'],
  ])('%s is a fault that the log explains, and the answer does not', async (_, authenticate, message) => {
    await using mounted = await mount(plain, { authenticate });
    const response = await call(`${mounted.url}/linekeeper`);
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.not.stringMatching(/authenticate|token service/),
    ]);
    expect(mounted.logged.map(({ err }) => err.message)).toEqual([expect.stringContaining(message)]);
  });

  it("can have the columns of the host's own rows, which are ignored", async () => {
    const company = { id: '43', name: 'Brightline', country: 'GB' as string, createdAt: new Date(), plan: 'pro' };
    const user = { id: '8', name: 'Bea', email: 'bea@example.com' };
    await using mounted = await mount(plain, {
      authenticate: () => ({ tenant: company, role: 'owner', actor: user }),
    });
    expect(await (await call(`${mounted.url}/linekeeper`)).json()).toMatchObject({
      result: { data: { tenant: { id: '43', name: 'Brightline', country: 'GB' } } },
    });
  });

  it('registers a company when it is first named, notes a new name, and writes nothing else', async () => {
    let tenant: Identity['tenant'] = { id: 'new-company', name: 'New', country: 'GB' };
    await using mounted = await mount(plain, { authenticate: () => ({ ...ADA, tenant }) });
    const stored = () => db.sql(`SELECT name, country, xmin::text FROM linekeeper.tenants WHERE id = 'new-company'`);
    await Promise.all(Array.from({ length: 8 }, () => call(`${mounted.url}/linekeeper`)));
    const [first] = await stored();
    expect(first).toMatchObject({ name: 'New', country: 'GB' });
    await using restarted = await mount(plain, { authenticate: () => ({ ...ADA, tenant }) });
    await call(`${restarted.url}/linekeeper`);
    expect(await stored()).toEqual([first]);
    tenant = { id: 'new-company', name: 'Renamed' };
    expect(await (await call(`${mounted.url}/linekeeper`)).json()).toMatchObject({
      result: { data: { tenant: { name: 'Renamed', country: 'GB' } } },
    });
    expect(await stored()).toMatchObject([{ name: 'Renamed', country: 'GB' }]);
  });

  it('a company that was deleted meanwhile is refused without a 500, and soon registered again', async () => {
    await using mounted = await mount(plain, {
      authenticate: () => ({ ...ADA, tenant: { id: 'gone', name: 'Gone' } }),
    });
    const set = () =>
      call(`${mounted.url}/linekeeper`, 'phone.setInboundNumber', { body: '{"phoneNumber":"+442079460018"}' });
    await call(`${mounted.url}/linekeeper`);
    await db.sql(`DELETE FROM linekeeper.tenants WHERE id = 'gone'`);
    expect((await set()).status).toBe(403);
  });

  it('never acts for a company other than the one that the request names', async () => {
    await using mounted = await mount(plain);
    const naming = (id: string) => ({ headers: { 'linekeeper-tenant': id } });
    expect((await call(`${mounted.url}/linekeeper`, 'session.get', naming('42'))).status).toBe(200);
    for (const other of ['43', '', '42, 42']) {
      const refused = await call(`${mounted.url}/linekeeper`, 'session.get', naming(other));
      expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('linekeeper-tenant')]);
    }
    const organization = await fetch(`${mounted.url}/linekeeper/api/organization/info`, naming('43'));
    expect(organization.status).toBe(403);
    expect(mounted.logged).toEqual([]);
  });

  it("one of Linekeeper's own API keys works, too", async () => {
    await using mounted = await mount(plain, { authenticate: () => null });
    await db.sql(`INSERT INTO linekeeper.tenants (id, name) VALUES ('with-key', 'With key')`);
    const { token } = await createKey(db, { tenantId: 'with-key' as never, scopes: ['inboundNumber:read'] });
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await call(`${mounted.url}/linekeeper`, 'session.get', { headers })).json()).toMatchObject({
      result: { data: { tenant: { id: 'with-key' } } },
    });
  });
});

it('a missing address of the database is a fault that the log explains', async () => {
  await using mounted = await mount(plain, { database: undefined });
  expect((await call(`${mounted.url}/linekeeper`)).status).toBe(500);
  expect(mounted.logged.map(({ err }) => err.message)).toEqual([expect.stringContaining('Is DATABASE_URL set?')]);
});

it.each(['', 'anonymous', '415 523 8886', 'sip:+14155238886@example.com', `+1${'4'.repeat(100)}`, undefined, 42])(
  'resolve(%j) is null, because the text is not a number in E.164 form',
  async (dialled) => {
    const linekeeper = createLinekeeper({ database: db.url, authenticate: () => null });
    expect(await linekeeper.resolve(dialled as string)).toBeNull();
    await linekeeper.close();
  },
);

describe("a page of another origin, with a person's cookie", () => {
  const preflight = (url: string, origin: string) =>
    fetch(`${url}/linekeeper/trpc/session.get`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  it('can call if it is named, with a cookie only if that is named too', async () => {
    const origins = ['https://token.example', { origin: 'https://app.example', credentials: true }];
    await using mounted = await mount(plain, { origins });
    const send = (origin: string) =>
      call(`${mounted.url}/linekeeper`, 'session.get', {
        headers: { origin, cookie: 'session=1', 'sec-fetch-site': 'cross-site' },
      });
    const statuses = await Promise.all(
      ['https://app.example', 'https://token.example', 'https://evil.example'].map(async (origin) => {
        const { headers } = await preflight(mounted.url, origin);
        const allowed = [headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')];
        return [...allowed, (await send(origin)).status];
      }),
    );
    expect(statuses).toEqual([
      ['https://app.example', 'true', 200],
      ['https://token.example', null, 403],
      [null, null, 403],
    ]);
  });
});

it("Linekeeper works on the host's own pool, which another copy of pg made, and leaves it open", async () => {
  const require = createRequire(import.meta.url);
  const ours = require('pg') as typeof pg;
  for (const path of Object.keys(require.cache))
    if (/[\\/]pg(-pool|-protocol)?[\\/]/.test(path)) delete require.cache[path];
  const copy = require('pg') as typeof pg;
  expect(copy.Pool).not.toBe(ours.Pool);
  const pool = new copy.Pool({ connectionString: db.url, max: 2 });
  const linekeeper = createLinekeeper({ database: pool, authenticate: () => null });
  const actor = { name: 'Ada' };
  const set = (id: string) => linekeeper.forTenant(id).setInboundNumber('+442079460123', { actor });
  const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map(set));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  await linekeeper.close();
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
