import { createClient, faultOf } from '@linekeeper/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const clientOf = (token: string) => createClient({ url: `${server.url}/trpc`, token, retries: 0 });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no fault',
    (error: unknown) => faultOf(error).code,
  );
const WISH = { name: 'switchboard', scopes: ['inboundNumber:read' as const], expiresInDays: 30 };

it.each(['owner', 'admin'] as const)('an %s can create, use, see and revoke a key', async (role) => {
  const { apiKey } = server.clientOf(await createPerson(server.db, { role }));
  const made = await apiKey.create.mutate({ ...WISH, name: ' switchboard ' });
  if (!made.ok) throw new Error(made.error.message);
  const { secret, ...key } = made.data;
  expect(key).toMatchObject({ name: 'switchboard', scopes: WISH.scopes, revokedAt: null, lastUsedAt: null });
  expect(Date.parse(key.expiresAt ?? '') - Date.parse(key.createdAt)).toBeCloseTo(30 * 86_400_000, -4);
  expect(await apiKey.list.query()).toEqual({ keys: [key], nextCursor: null });

  const service = clientOf(secret);
  expect(await service.session.get.query()).toMatchObject({ person: null, permissions: WISH.scopes });
  expect(await apiKey.revoke.mutate({ id: key.id })).toEqual({ ok: true, data: { revoked: true } });
  expect(await apiKey.revoke.mutate({ id: key.id })).toEqual({ ok: true, data: { revoked: false } });
  // The key stops working at once, because this server revoked it.
  expect(await codeOf(service.session.get.query())).toBe('UNAUTHORIZED');
  expect(await apiKey.list.query()).toMatchObject({ keys: [{ id: key.id, revokedAt: expect.any(String) }] });
});

it('a secret is shown only in the first answer', async () => {
  const person = await createPerson(server.db);
  const { apiKey } = server.clientOf(person);
  const made = await apiKey.create.mutate(WISH);
  const secret = made.ok ? made.data.secret : '';
  expect(secret).toMatch(/^lk_live_/);
  const answers = [await apiKey.list.query(), await apiKey.create.mutate(WISH)];
  expect(JSON.stringify(answers)).not.toContain(secret.slice(12));
  expect(JSON.stringify(await apiKey.list.query())).not.toMatch(/"(hash|secret)"/);
});

it('managing keys is only for owners and admins, not for members or keys with any scope', async () => {
  const member = await createPerson(server.db, { role: 'member' });
  const { token } = await createKey(server.db, {
    tenantId: member.tenantId,
    scopes: ['inboundNumber:read', 'inboundNumber:update', 'routing:read'],
  });
  for (const { apiKey } of [server.clientOf(member), clientOf(token)]) {
    expect(await codeOf(apiKey.list.query())).toBe('FORBIDDEN');
    expect(await codeOf(apiKey.create.mutate(WISH))).toBe('FORBIDDEN');
    expect(await codeOf(apiKey.revoke.mutate({ id: member.tenantId }))).toBe('FORBIDDEN');
  }
  expect(await codeOf(createClient({ url: `${server.url}/trpc` }).apiKey.list.query())).toBe('UNAUTHORIZED');
});

it("an owner can't see or change keys of another company", async () => {
  const [one, two] = [await createPerson(server.db), await createPerson(server.db)];
  const { id, token } = await createKey(server.db, { tenantId: one.tenantId, scopes: ['inboundNumber:read'] });
  const { apiKey } = server.clientOf(two);
  expect(await apiKey.list.query()).toEqual({ keys: [], nextCursor: null });
  expect(await apiKey.revoke.mutate({ id })).toEqual({ ok: true, data: { revoked: false } });
  expect(await codeOf(clientOf(token).session.get.query())).toBe('no fault');
});

it.each([
  ['no name', { ...WISH, name: ' ' }],
  ['no scope', { ...WISH, scopes: [] }],
  ['a scope across companies', { ...WISH, scopes: ['routing:read'] }],
  ["a permission that keys can't have", { ...WISH, scopes: ['apiKey:manage'] }],
  ['another company', { ...WISH, tenantId: 'another' }],
  ['an end in the past', { ...WISH, expiresInDays: -1 }],
  ['a NUL', { ...WISH, name: 'a\0b' }],
])('no key is created with %s', async (_, wish) => {
  const { apiKey } = server.clientOf(await createPerson(server.db));
  expect(await codeOf(apiKey.create.mutate(wish as typeof WISH))).toBe('BAD_REQUEST');
  expect(await apiKey.list.query()).toEqual({ keys: [], nextCursor: null });
});
