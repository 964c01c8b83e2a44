import type { ApiKeyScope } from '@linekeeper/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey, type TestKey } from '../support/test-keys.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { DOORS } from './doors.ts';

const ACME = '+14155238886';
const BOTH: ApiKeyScope[] = ['inboundNumber:read', 'inboundNumber:update'];

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  person = await createPerson(server.db, { country: 'GB' });
});
afterAll(() => server[Symbol.asyncDispose]());

const keyOf = (scopes: ApiKeyScope[], tenantId: TestPerson['tenantId'] | null = person.tenantId) =>
  createKey(server.db, { tenantId, scopes });

async function call(procedure: string, token: string, headers: Record<string, string> = {}, input: unknown = {}) {
  const response = await fetch(`${server.url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  const { result, error } = JSON.parse(text) as { result?: { data: unknown }; error?: { data: { code: string } } };
  return { status: response.status, data: result?.data, code: error?.data.code, text };
}

describe.each(DOORS.filter(({ keys }) => keys))('a key through $name', ({ open }) => {
  it('acts for its company within its scopes', async () => {
    await using door = await open();
    const owner = await createPerson(door.server.db);
    const as = async (scopes: ApiKeyScope[]) => {
      const key = await createKey(door.server.db, { tenantId: owner.tenantId, scopes });
      return door.as({ ...key, tenantId: owner.tenantId });
    };
    const writer = await as(['inboundNumber:update']);
    expect(await writer.checkAvailability({ phoneNumber: ACME })).toMatchObject({ ok: true });
    expect(await writer.setInboundNumber({ phoneNumber: ACME })).toMatchObject({ ok: true });
    await expect(writer.getInboundNumber()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const reader = await as(['inboundNumber:read']);
    expect(await reader.getInboundNumber()).toMatchObject({ phoneNumber: ACME });
    await expect(reader.setInboundNumber({ phoneNumber: ACME })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(reader.checkAvailability({ phoneNumber: ACME })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(reader.releaseInboundNumber()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const router = await as(['routing:read']);
    await expect(router.getInboundNumber()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    // The person sees what the key did, because they belong to the same company.
    expect(await (await door.as(owner)).getInboundNumber()).toMatchObject({ phoneNumber: ACME });
  });
});

it('a key has a session with its company and scopes, but without a person', async () => {
  const key = await keyOf(BOTH);
  expect((await call('session.get', key.token)).data).toMatchObject({
    person: null,
    tenant: { name: `Company ${person.tenantId}`, country: 'GB' },
    permissions: BOTH,
  });
});

it("a key of the platform can't do anything in a company, whatever its scopes are", async () => {
  const key = await keyOf([...BOTH, 'routing:read'], null);
  for (const procedure of ['session.get', 'phone.getInboundNumber', 'phone.releaseInboundNumber']) {
    expect(await call(procedure, key.token)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  }
});

describe('a key is not signed in', () => {
  const cookie = () => ({ cookie: `linekeeper.session_token=${person.token}` });
  const refused = async (token: string, headers?: Record<string, string>) =>
    expect(await call('session.get', token, headers)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });

  it('after it has expired', async () => {
    const key = await createKey(server.db, {
      tenantId: person.tenantId,
      scopes: BOTH,
      expiresAt: new Date(Date.now() - 1_000),
    });
    await refused(key.token);
  });

  it('after it has expired, even if it was used just before', async () => {
    const expiresAt = new Date(Date.now() + 1_500);
    const key = await createKey(server.db, { tenantId: person.tenantId, scopes: BOTH, expiresAt });
    expect((await call('session.get', key.token)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, expiresAt.getTime() - Date.now() + 50));
    await refused(key.token);
  });

  it('after it was revoked', async () => {
    const key = await keyOf(BOTH);
    await server.db.sql('UPDATE linekeeper.api_keys SET revoked_at = now() WHERE id = $1', [key.id]);
    await refused(key.token);
  });

  it('after its company was deleted', async () => {
    const other = await createPerson(server.db);
    const key = await keyOf(BOTH, other.tenantId);
    await server.db.sql('DELETE FROM linekeeper.tenants WHERE id = $1', [other.tenantId]);
    expect(await server.db.sql('SELECT 1 FROM linekeeper.api_keys WHERE id = $1', [key.id])).toEqual([]);
    await refused(key.token);
  });

  it('after its company was deleted while a server has it in the cache, and no call gets a 5xx', async () => {
    const other = await createPerson(server.db);
    const key = await keyOf(BOTH, other.tenantId);
    expect((await call('session.get', key.token)).status).toBe(200);
    await server.db.sql('DELETE FROM linekeeper.tenants WHERE id = $1', [other.tenantId]);
    for (const procedure of ['phone.checkAvailability', 'phone.setInboundNumber']) {
      expect(await call(procedure, key.token, {}, { phoneNumber: ACME })).toMatchObject({
        status: 401,
        code: 'UNAUTHORIZED',
      });
    }
    expect((await call('phone.releaseInboundNumber', key.token)).status).toBeLessThan(500);
  });

  it("if it doesn't exist", async () => {
    const key = await keyOf(BOTH);
    await server.db.sql('DELETE FROM linekeeper.api_keys WHERE id = $1', [key.id]);
    await refused(key.token);
  });

  it.each([
    ['lk_live_', 'cut'],
    [`lk_live_${'a'.repeat(38)}`, 'made up'],
    ['lk_live_abc def', 'in two words'],
    ['lk_test_abc', 'of another kind'],
    ['', 'missing'],
  ])('if it is %j (%s), even with a valid cookie', async (token) => {
    expect((await call('session.get', '', { authorization: '', ...cookie() })).status).toBe(200);
    await refused(token, cookie());
    const session = await fetch(`${server.url}/api/auth/get-session`, {
      headers: { authorization: `Bearer ${token}`, ...cookie() },
    });
    expect(await session.json()).toBeNull();
  });
});

it('a key needs no Origin and no cookie, and works with the Origin of another site', async () => {
  const key = await keyOf(BOTH);
  expect((await call('session.get', key.token, { origin: 'https://service.example' })).status).toBe(200);
});

describe('the stored data of a key', () => {
  const row = async (key: TestKey) =>
    (await server.db.sql('SELECT * FROM linekeeper.api_keys WHERE id = $1', [key.id]))[0] ?? {};

  it('contains a hash and the first characters, never the whole key', async () => {
    const key = await keyOf(BOTH);
    const stored = await row(key);
    expect(stored).toMatchObject({ prefix: key.token.slice(0, 12), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(stored)).not.toContain(key.token.slice(12));
  });

  it('contains the time of the last use, written once a minute', async () => {
    const key = await keyOf(BOTH);
    expect((await row(key)).last_used_at).toBeNull();
    await call('session.get', key.token);
    await expect.poll(async () => (await row(key)).last_used_at).toBeInstanceOf(Date);
    const [{ xmin: first } = { xmin: '' }] = await server.db.sql<{ xmin: string }>(
      'SELECT xmin::text FROM linekeeper.api_keys WHERE id = $1',
      [key.id],
    );
    await call('session.get', key.token);
    const [{ xmin: second } = { xmin: '' }] = await server.db.sql<{ xmin: string }>(
      'SELECT xmin::text FROM linekeeper.api_keys WHERE id = $1',
      [key.id],
    );
    expect(second).toBe(first);
  });
});
