import { appRouter } from '@linekeeper/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPeople, createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const OURS = '+14155238886';
const THEIRS = '+442079460018';

/** Who calls. "Of another" acts for a company that holds THEIRS; everybody else's company holds OURS. */
const CALLERS = [
  'nobody',
  'ended session',
  'member',
  'admin',
  'owner',
  'owner of another',
  'key',
  'key without scope',
  'key of another',
  'key of the platform',
  'revoked key',
  'ended key',
  'mistyped key',
  'mistyped key, good cookie',
] as const;
type Caller = (typeof CALLERS)[number];

/** What they get: OK, a code of the outcome, or the fault. In the order of the callers. */
type Row = readonly string[];
const row = (text: string): Row => text.trim().split(/\s+/);
const U = 'UNAUTHORIZED';
const F = 'FORBIDDEN';

/** Every procedure with an input that is good, and what each caller gets. */
const PROCEDURES: Readonly<Record<string, { input?: () => unknown; answers: Row }>> = {
  'phone.checkAvailability': {
    input: () => ({ phoneNumber: OURS }),
    answers: row(`${U} ${U} ${F} YOURS YOURS PHONE_TAKEN YOURS ${F} PHONE_TAKEN ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.setInboundNumber': {
    input: () => ({ phoneNumber: OURS }),
    answers: row(`${U} ${U} ${F} OK OK PHONE_TAKEN OK ${F} PHONE_TAKEN ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.getHistory': { answers: row(`${U} ${U} OK OK OK OK OK ${F} OK ${F} ${U} ${U} ${U} ${U}`) },
  'phone.getInboundNumber': {
    answers: row(`${U} ${U} ${OURS} ${OURS} ${OURS} ${THEIRS} ${OURS} ${F} ${THEIRS} ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.releaseInboundNumber': {
    input: () => ({}),
    answers: row(`${U} ${U} ${F} ${OURS} ${OURS} ${THEIRS} ${OURS} ${F} ${THEIRS} ${F} ${U} ${U} ${U} ${U}`),
  },
  'apiKey.create': {
    input: () => ({ name: 'another', scopes: ['inboundNumber:read'] }),
    answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'apiKey.list': { answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'apiKey.revoke': {
    // A key of our company; to the owner of another it is as if there were none.
    input: () => ({ id: ourKey }),
    answers: row(`${U} ${U} ${F} true true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'member.list': { answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'member.remove': {
    // A colleague of ours; to the owner of another it is as if there were none.
    input: () => ({ id: ourColleague }),
    answers: row(`${U} ${U} ${F} ${F} true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'member.endSessions': {
    input: () => ({ id: ourColleague }),
    answers: row(`${U} ${U} ${F} ${F} 1 0 ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'invitation.list': { answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'invitation.withdraw': {
    input: () => ({ id: ourInvitation }),
    answers: row(`${U} ${U} ${F} ${F} true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'session.get': { answers: row(`${U} ${U} OK OK OK OK OK ${F} OK ${F} ${U} ${U} ${U} ${U}`) },
};

/** Every route, and the status for: nobody, an ended session, whoever is signed in, a key; or for each of the callers. */
const ROUTES: Readonly<Record<string, { body?: unknown; statuses: readonly number[] }>> = {
  'GET /healthz': { statuses: [200, 200, 200, 200] },
  'GET /readyz': { statuses: [200, 200, 200, 200] },
  'GET /api/auth/get-session': { statuses: [200, 200, 200, 200] },
  'POST /api/auth/sign-in/email': {
    body: { email: 'x@acme.example', password: 'wrong password' },
    statuses: [401, 401, 401, 401],
  },
  'POST /api/auth/reset-password': {
    body: { newPassword: 'long enough to be one', token: 'no such' },
    statuses: [400, 400, 400, 400],
  },
  'POST /api/invitation/read': { body: { id: 'no', token: 'such' }, statuses: [400, 400, 400, 400] },
  'POST /api/invitation/accept': { body: { id: 'no', token: 'such' }, statuses: [400, 400, 400, 400] },
  'GET /api/session/tenants': { statuses: [401, 401, 200, 401] },
  'POST /api/session/tenant': { body: { tenantId: 'of others' }, statuses: [401, 401, 403, 401] },
  'GET /openapi.json': { statuses: [200, 200, 200, 200] },
  ...notAllowed('/openapi.json', ['POST', 'PUT', 'PATCH', 'DELETE']),
  'GET /api/organization/info': {
    statuses: [401, 401, 200, 200, 200, 200, 403, 403, 403, 403, 401, 401, 401, 401],
  },
  'PATCH /api/organization/info': {
    body: { twilioConfig: { phoneNumber: OURS } },
    statuses: [401, 401, 403, 200, 200, 409, 403, 403, 403, 403, 401, 401, 401, 401],
  },
  ...notAllowed('/api/organization/info', ['POST', 'PUT', 'DELETE']),
  ...notAllowed('/trpc/*', ['GET', 'PUT', 'PATCH', 'DELETE']),
  'POST /trpc/*': { statuses: [404, 404, 404, 404] },
  // Last: it ends the session.
  'POST /api/auth/sign-out': { body: {}, statuses: [200, 200, 200, 200] },
};

let server: TestServer;
let headers: Record<Caller, Record<string, string>>;
let freshState: () => Promise<void>;
let ourKey: string;
const ourColleague = crypto.randomUUID();
const ourInvitation = crypto.randomUUID();

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
  ourKey = (await key(owner.tenantId)).id;
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
    'mistyped key, good cookie': { ...bearer({ token: mistyped }), cookie: `linekeeper.session_token=${owner.token}` },
  };
  freshState = async () => {
    await db.sql('DELETE FROM linekeeper.lines');
    await db.sql('UPDATE linekeeper.api_keys SET revoked_at = NULL WHERE id = $1', [ourKey]);
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
      [ourColleague, ourInvitation, owner.tenantId],
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

it('has a row for every procedure of the router and every route of the server', () => {
  expect(Object.keys(PROCEDURES).sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
  const routes = server.routes.filter((route) => !/^(HEAD|OPTIONS) /.test(route));
  expect(Object.keys(ROUTES).sort()).toEqual([...new Set(routes)].sort());
});

describe.each(Object.entries(PROCEDURES))('%s', (procedure, { input, answers }) => {
  it('has an answer for every caller', () => expect(answers).toHaveLength(CALLERS.length));

  it.each(CALLERS.map((caller, i) => [caller, answers[i] ?? '']))('answers a %s with %s', async (caller, expected) => {
    await freshState();
    const response = await fetch(`${server.url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers[caller] },
      ...(input && { body: JSON.stringify(input()) }),
    });
    expect(shortened(await response.json())).toBe(expected);
  });
});

describe.each(Object.entries(ROUTES))('%s', (route, { body, statuses }) => {
  it.each(CALLERS)('answers a %s as it should', async (caller) => {
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

/** Rows for methods that a path refuses, whoever asks. */
function notAllowed(path: string, methods: string[]): Record<string, { statuses: readonly number[] }> {
  return Object.fromEntries(methods.map((method) => [`${method} ${path}`, { statuses: [405, 405, 405, 405] }]));
}

/** Which column of the routes' table a caller is in. Most routes know sessions alone: to them a role is a role, a key nobody. */
function kindOf(caller: Caller): 0 | 1 | 2 | 3 {
  if (caller === 'nobody') return 0;
  if (caller === 'ended session') return 1;
  return caller.includes('key') ? 3 : 2;
}

/** An answer in a word: the fault, the code of a 'no', the number or availability in it, or OK. */
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
  const { availability, released, revoked, removed, withdrawn, ended } = data.data ?? {};
  return data.phoneNumber ?? availability ?? released ?? String(revoked ?? removed ?? withdrawn ?? ended ?? 'OK');
}
