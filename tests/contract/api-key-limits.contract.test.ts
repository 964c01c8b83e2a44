import { randomBytes } from 'node:crypto';
import {
  API_KEYS_PER_PAGE,
  type ApiKey,
  apiKeyLimit,
  MAX_ACTIVE_API_KEYS,
  MAX_STORED_API_KEYS,
} from '@linekeeper/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** The longest name, of characters that take the most bytes. */
const LONG_NAME = '\u{10fffd}'.repeat(50);
const WISH = { name: LONG_NAME, scopes: ['inboundNumber:read' as const, 'inboundNumber:update' as const] };
const ACTIVE = { ok: false, error: apiKeyLimit('ACTIVE') };
const STORED = { ok: false, error: apiKeyLimit('STORED') };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Rows of keys whose secret is unknown. */
async function insertKeys({ tenantId }: TestPerson, count: number, ended = false): Promise<void> {
  await server.db.sql(
    `INSERT INTO linekeeper.api_keys (tenant_id, name, prefix, hash, scopes, revoked_at)
     SELECT $1, $2, 'lk_live_abcd', encode(sha256(($3 || i)::bytea), 'hex'), ARRAY['inboundNumber:read'],
       CASE WHEN $5 THEN now() END
     FROM generate_series(1, $4) AS i`,
    [tenantId, LONG_NAME, randomBytes(8).toString('hex'), count, ended],
  );
}

async function pages(person: TestPerson): Promise<ApiKey[][]> {
  const { apiKey } = server.clientOf(person);
  const read: ApiKey[][] = [];
  for (let cursor: string | undefined; ; ) {
    const { keys, nextCursor } = await apiKey.list.query({ cursor });
    read.push(keys);
    if (nextCursor === null) return read;
    cursor = nextCursor;
  }
}

it("a company can't exceed the limit of active keys, even with concurrent requests", async () => {
  const person = await createPerson(server.db);
  const other = await createPerson(server.db);
  await insertKeys(person, MAX_ACTIVE_API_KEYS - 3);
  const { apiKey } = server.clientOf(person);
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => apiKey.create.mutate(WISH)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 9 }, () => ACTIVE));
  const stored = await server.db.sql('SELECT FROM linekeeper.api_keys WHERE tenant_id = $1', [person.tenantId]);
  expect(stored).toHaveLength(MAX_ACTIVE_API_KEYS);

  expect(await server.clientOf(other).apiKey.create.mutate(WISH)).toMatchObject({ ok: true });
  const byCommand = await createByCommand(person);
  expect(byCommand).toMatchObject({ code: 1, err: expect.stringContaining(apiKeyLimit('ACTIVE').message) });

  const [revoked] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.data.id] : []));
  await apiKey.revoke.mutate({ id: revoked as string });
  expect(await apiKey.create.mutate(WISH)).toMatchObject({ ok: true });
  expect(await apiKey.create.mutate(WISH)).toEqual(ACTIVE);
  await server.db.sql('UPDATE linekeeper.api_keys SET expires_at = now() WHERE tenant_id = $1', [person.tenantId]);
  expect(await apiKey.create.mutate(WISH)).toMatchObject({ ok: true });
});

const createByCommand = ({ tenantId }: TestPerson) =>
  linekeeper(
    { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl },
    ...['key', 'create', '--tenant', tenantId, '--name', 'one more', '--scope', 'inboundNumber:read'],
  );

it('a company that creates and revokes keys again and again is refused at the limit of stored keys', async () => {
  const person = await createPerson(server.db);
  await insertKeys(person, MAX_STORED_API_KEYS - 1, true);
  const { apiKey } = server.clientOf(person);
  expect(await apiKey.create.mutate(WISH)).toMatchObject({ ok: true });
  expect(await apiKey.create.mutate(WISH)).toEqual(STORED);
});

it('the list comes in pages, newest first, and no key is missed or shown twice', async () => {
  const person = await createPerson(server.db);
  // The first keys have the same millisecond, so that only their ids decide their order.
  await insertKeys(person, API_KEYS_PER_PAGE + 20);
  const made = await server.clientOf(person).apiKey.create.mutate({ ...WISH, name: 'the newest' });
  const read = await pages(person);
  expect(read.map((keys) => keys.length)).toEqual([API_KEYS_PER_PAGE, 21]);
  expect(new Set(read.flat().map(({ id }) => id)).size).toBe(API_KEYS_PER_PAGE + 21);
  expect(read[0]?.[0]).toMatchObject({ id: made.ok ? made.data.id : '', name: 'the newest' });
});

it("a cursor from one company doesn't show keys of another", async () => {
  const [one, other] = [await createPerson(server.db), await createPerson(server.db)];
  await insertKeys(one, API_KEYS_PER_PAGE + 1);
  const { nextCursor } = await server.clientOf(one).apiKey.list.query();
  const { apiKey } = server.clientOf(other);
  expect(await apiKey.list.query({ cursor: nextCursor as string })).toEqual({ keys: [], nextCursor: null });
});

it.each(['x', '', '0.', 'zzzzzzzzzz.', `1.${'a'.repeat(40)}`])("%j isn't a cursor", async (cursor) => {
  const { apiKey } = server.clientOf(await createPerson(server.db));
  await expect(apiKey.list.query({ cursor })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
});

it('a cursor with an impossible time gets a page, not a fault', async () => {
  const { apiKey } = server.clientOf(await createPerson(server.db));
  const id = '0'.repeat(36);
  for (const time of ['0', 'zzzzzzzzz']) {
    expect(await apiKey.list.query({ cursor: `${time}.${id}` })).toEqual({ keys: [], nextCursor: null });
  }
});

it('ten lists in one batch are small, however many keys the company has', async () => {
  const person = await createPerson(server.db);
  await insertKeys(person, MAX_ACTIVE_API_KEYS);
  await insertKeys(person, MAX_STORED_API_KEYS - MAX_ACTIVE_API_KEYS, true);
  const answer = await fetch(
    `${server.url}/trpc/${Array.from({ length: 10 }, () => 'apiKey.list').join(',')}?batch=1`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
      body: '{}',
    },
  );
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(JSON.parse(text)).toHaveLength(10);
  expect(Buffer.byteLength(text)).toBeLessThan(350_000);
});

it('the command line also shows all keys in pages', async () => {
  const person = await createPerson(server.db);
  await insertKeys(person, API_KEYS_PER_PAGE + 1);
  const variables = { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl };
  const { out } = await linekeeper(variables, 'key', 'list');
  const after = /key list --after (\S+)/.exec(out)?.[1] ?? '';
  const next = await linekeeper(variables, 'key', 'list', '--after', after, '--json');
  expect(next.code).toBe(0);
  expect((JSON.parse(next.out) as { keys: unknown[] }).keys.length).toBeGreaterThan(0);
  expect((await linekeeper(variables, 'key', 'list', '--after', 'x')).code).toBe(2);
});
