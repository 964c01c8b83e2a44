import { appRouter } from '@linekeeper/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPeople, createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { CALLERS, type Caller, type Ids, OURS, PROCEDURES, ROUTES, THEIRS } from './access-tables.ts';

let server: TestServer;
let headers: Record<Caller, Record<string, string>>;
let freshState: () => Promise<void>;
const ours: Ids = { key: '', colleague: crypto.randomUUID(), invitation: crypto.randomUUID() };

beforeAll(async () => {
  // Every caller tries a wrong password once.
  server = await startTestServer({ LINEKEEPER_SIGN_IN_FAILURES_PER_EMAIL: '100' });
  const { db } = server;
  const [owner, other] = await createPeople(db, 2);
  if (!owner || !other) throw new Error('Nobody was made');
  const colleague = async (role: 'admin' | 'member') => {
    const person = await createPerson(db, { role });
    await db.sql('UPDATE linekeeper.members SET tenant_id = $1 WHERE user_id = $2', [owner.tenantId, person.tenantId]);
    return person;
  };
  const scopes = ['inboundNumber:read', 'inboundNumber:update'] as const;
  const key = (tenantId: typeof owner.tenantId | null, expiresAt: Date | null = null) =>
    createKey(db, { tenantId, scopes: [...scopes], expiresAt });
  const revoked = await key(owner.tenantId);
  await db.sql('UPDATE linekeeper.api_keys SET revoked_at = now() WHERE id = $1', [revoked.id]);
  const ended = await key(owner.tenantId);
  await db.sql(`UPDATE linekeeper.api_keys SET expires_at = now() - interval '1 minute' WHERE id = $1`, [ended.id]);
  const good = await key(owner.tenantId);
  ours.key = (await key(owner.tenantId)).id;
  const mistyped = `${good.token.slice(0, -1)}${good.token.endsWith('a') ? 'b' : 'a'}`;
  const bearer = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });
  headers = {
    nobody: {},
    'ended session': bearer(await createPerson(db, { expiresInSeconds: -1 })),
    member: bearer(await colleague('member')),
    admin: bearer(await colleague('admin')),
    owner: bearer(owner),
    'owner of another': bearer(other),
    key: bearer(good),
    'key without scope': bearer(await createKey(db, { tenantId: owner.tenantId, scopes: ['routing:read'] })),
    'key of another': bearer(await key(other.tenantId)),
    'key of the platform': bearer(await key(null)),
    'revoked key': bearer(revoked),
    'ended key': bearer(ended),
    'mistyped key': bearer({ token: mistyped }),
    'mistyped key, valid cookie': { ...bearer({ token: mistyped }), cookie: `linekeeper.session_token=${owner.token}` },
  };
  freshState = async () => {
    await db.sql('DELETE FROM linekeeper.lines');
    await db.sql('UPDATE linekeeper.api_keys SET revoked_at = NULL WHERE id = $1', [ours.key]);
    await db.sql(
      `WITH person AS (
         INSERT INTO linekeeper.users (id, name, email) VALUES ($1, 'Leaver', $1 || '@company.example')
         ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id
       ), session AS (
         INSERT INTO linekeeper.sessions (token, user_id, expires_at) SELECT id, id, now() + interval '1 hour' FROM person
         ON CONFLICT (token) DO NOTHING
       ), invitation AS (
         INSERT INTO linekeeper.invitations (id, tenant_id, email, expires_at)
         VALUES ($2, $3, 'invited@company.example', now() + interval '1 hour')
         ON CONFLICT (id) DO UPDATE SET status = 'pending'
       )
       INSERT INTO linekeeper.members (id, tenant_id, user_id, role) SELECT id, $3, id, 'member' FROM person
       ON CONFLICT (user_id, tenant_id) DO NOTHING`,
      [ours.colleague, ours.invitation, owner.tenantId],
    );
    await db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2), ($3, $4)', [
      OURS,
      owner.tenantId,
      THEIRS,
      other.tenantId,
    ]);
  };
});
afterAll(() => server[Symbol.asyncDispose]());

it('the access tables have a row for every procedure of the router and every route of the server', () => {
  expect(Object.keys(PROCEDURES).sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
  const routes = server.routes.filter((route) => !/^(HEAD|OPTIONS) /.test(route));
  expect(Object.keys(ROUTES).sort()).toEqual([...new Set(routes)].sort());
});

describe.each(Object.entries(PROCEDURES))('%s', (procedure, { input, answers }) => {
  it('has a row with an answer for every caller', () => expect(answers).toHaveLength(CALLERS.length));

  it.each(CALLERS.map((caller, i) => [caller, answers[i] ?? '']))('answers a %s with %s', async (caller, expected) => {
    await freshState();
    const response = await fetch(`${server.url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers[caller] },
      ...(input && { body: JSON.stringify(input(ours)) }),
    });
    expect(shortened(await response.json())).toBe(expected);
  });
});

describe.each(Object.entries(ROUTES))('%s', (route, { body, statuses }) => {
  it.each(CALLERS)('answers a %s as the tables say', async (caller) => {
    await freshState();
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${server.url}${path.replace('*', 'no.such')}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers[caller] },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
    });
    const ofEach = statuses.length === CALLERS.length;
    expect(response.status).toBe(statuses[ofEach ? CALLERS.indexOf(caller) : kindOf(caller)]);
  });
});

/** The column of a caller in the table of routes. Most routes only accept sessions, with any role. A key isn't signed in there. */
function kindOf(caller: Caller): 0 | 1 | 2 | 3 {
  if (caller === 'nobody') return 0;
  if (caller === 'ended session') return 1;
  return caller.includes('key') ? 3 : 2;
}

/** An answer in one word: the fault, the code of the refusal, the number or the availability, or OK. */
function shortened(answer: unknown): string {
  const { error, result } = answer as {
    error?: { data: { code: string } };
    result?: { data: Record<string, unknown> | null };
  };
  if (error) return error.data.code;
  const data = (result?.data ?? {}) as {
    ok?: boolean;
    data?: Record<string, string>;
    error?: { code: string };
    phoneNumber?: string;
  };
  if (data.error) return data.error.code;
  const { availability, released, revoked, removed, withdrawn, ended, found } = data.data ?? {};
  return (
    data.phoneNumber ?? availability ?? released ?? String(revoked ?? removed ?? withdrawn ?? ended ?? found ?? 'OK')
  );
}
