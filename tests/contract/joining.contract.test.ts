import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PASSWORD = 'correct horse battery';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ TRUST_PROXY: '1' });
});
afterAll(() => server[Symbol.asyncDispose]());

async function command<T>(...args: string[]): Promise<T> {
  const variables = { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, PUBLIC_URL: server.url };
  return JSON.parse((await linekeeper(variables, ...args, '--json')).out) as T;
}

interface Link {
  id: string;
  token: string;
}

/** A company, and the link that its owner is sent. */
async function invited(
  email = `${randomUUID()}@new.example`,
): Promise<{ link: Link; email: string; tenantId: string }> {
  const made = await command<{ id: string; invitation: string }>(
    ...['tenant', 'create', '--name', 'Northwind Vets', '--owner-email', email],
  );
  const url = new URL(made.invitation);
  const link = { id: url.pathname.split('/')[2] ?? '', token: url.searchParams.get('token') ?? '' };
  return { link, email, tenantId: made.id };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const json = (text ? JSON.parse(text) : {}) as { error?: { code: string } };
  return { status: response.status, code: json.error?.code, json, token: response.headers.get('set-auth-token') };
}

const accept = (body: unknown, token?: string) =>
  post('/api/invitation/accept', body, token ? { authorization: `Bearer ${token}` } : {});
const signIn = (email: string, password = PASSWORD) => post('/api/auth/sign-in/email', { email, password });
const members = (tenantId: string) =>
  server.db.sql(
    'SELECT u.email, m.role FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id WHERE m.tenant_id = $1',
    [tenantId],
  );
const person = { name: 'New Owner', password: PASSWORD };

async function companyOf(token: string | null): Promise<unknown> {
  const { json } = await post('/trpc/session.get', {}, { authorization: `Bearer ${token}` });
  return (json as { result?: { data: unknown } }).result?.data;
}

describe('an invitation', () => {
  it('names the company and the invited email, and makes a new person an owner', async () => {
    const { link, email, tenantId } = await invited('Upper@New.example');
    expect(await post('/api/invitation/read', link)).toMatchObject({
      status: 200,
      json: { tenantName: 'Northwind Vets', email: 'upper@new.example', hasAccount: false },
    });
    expect(await accept({ ...link, person })).toMatchObject({ status: 204 });
    expect(await members(tenantId)).toEqual([{ email: 'upper@new.example', role: 'owner' }]);
    const { status, token } = await signIn(email);
    expect(status).toBe(200);
    expect(await companyOf(token)).toMatchObject({
      person: { name: 'New Owner', email: 'upper@new.example' },
      tenant: { name: 'Northwind Vets' },
    });
  });

  it('works once', async () => {
    const { link, tenantId } = await invited();
    expect((await accept({ ...link, person })).status).toBe(204);
    expect(await accept({ ...link, person })).toMatchObject({ status: 404, code: 'INVITATION_ENDED' });
    expect(await post('/api/invitation/read', link)).toMatchObject({ status: 404, code: 'INVITATION_ENDED' });
    expect(await members(tenantId)).toHaveLength(1);
  });

  it('works only once if ten people use it at the same time', async () => {
    const { link, tenantId } = await invited();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        post('/api/invitation/accept', { ...link, person }, { 'x-forwarded-for': `192.0.2.${i}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses.slice(0, 2)).toEqual([204, expect.toBeOneOf([404, 409])]);
    expect(statuses.slice(1).filter((status) => status !== 404 && status !== 409)).toEqual([]);
    expect(await members(tenantId)).toHaveLength(1);
  });

  it('ends after seven days', async () => {
    const { link, tenantId } = await invited();
    const [row] = await server.db.sql<{ days: number }>(
      'SELECT extract(epoch FROM expires_at - now())::float8 / 86400 AS days FROM linekeeper.invitations WHERE id = $1',
      [link.id],
    );
    expect(row?.days).toBeCloseTo(7, 2);
    await server.db.sql(`UPDATE linekeeper.invitations SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      link.id,
    ]);
    expect(await accept({ ...link, person })).toMatchObject({ status: 404, code: 'INVITATION_ENDED' });
    expect(await members(tenantId)).toEqual([]);
  });

  it("can't be used without its token, which isn't in the database", async () => {
    const { link, tenantId } = await invited();
    const [row] = await server.db.sql<{ token_hash: string }>('SELECT * FROM linekeeper.invitations WHERE id = $1', [
      link.id,
    ]);
    expect(JSON.stringify(row)).not.toContain(link.token);
    for (const token of [row?.token_hash ?? '', 'x', (await invited()).link.token]) {
      expect(await accept({ id: link.id, token, person })).toMatchObject({ status: 404, code: 'INVITATION_ENDED' });
    }
    expect(await members(tenantId)).toEqual([]);
  });

  it.each([
    ['a short password', { person: { name: 'A', password: '1234567' } }],
    ['a password that would take long to hash', { person: { name: 'A', password: 'x'.repeat(129) } }],
    ['no name', { person: { name: ' ', password: PASSWORD } }],
    ['another email', { person: { ...person, email: 'other@new.example' } }],
    ['another role', { role: 'owner' }],
    ['an invalid id', { id: "'; DROP TABLE linekeeper.invitations" }],
    ['a NUL', { person: { name: 'a\0b', password: PASSWORD } }],
  ])('is not accepted with %s', async (_, more) => {
    const { link, tenantId } = await invited();
    expect(await accept({ ...link, person, ...more })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await members(tenantId)).toEqual([]);
  });

  it('adds a signed-in person with an account, and switches to that company', async () => {
    const first = await invited();
    await accept({ ...first.link, person });
    const second = await invited(first.email);
    expect(await post('/api/invitation/read', second.link)).toMatchObject({ json: { hasAccount: true } });
    expect(await accept({ ...second.link, person })).toMatchObject({ status: 409, code: 'HAS_ACCOUNT' });
    expect(await accept(second.link)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
    const stranger = await createPerson(server.db);
    expect(await accept(second.link, stranger.token)).toMatchObject({ status: 403, code: 'OTHER_PERSON' });
    expect(await members(second.tenantId)).toEqual([]);

    const { token } = await signIn(first.email);
    await server.db.sql(`UPDATE linekeeper.tenants SET name = 'The second' WHERE id = $1`, [second.tenantId]);
    expect(await accept(second.link, token ?? '')).toMatchObject({ status: 204 });
    expect(await members(second.tenantId)).toEqual([{ email: first.email, role: 'owner' }]);
    expect(await members(first.tenantId)).toHaveLength(1);
    expect(await companyOf(token)).toMatchObject({ tenant: { name: 'The second' } });
    expect(await accept(second.link, token ?? '')).toMatchObject({ status: 404 });
  });

  it('has no effect from a page of another site', async () => {
    const { link } = await invited();
    const foreign = { cookie: 'linekeeper.session_token=x', origin: 'https://evil.example' };
    expect((await post('/api/invitation/accept', link, foreign)).status).toBe(403);
  });
});

describe('a password link', () => {
  async function joined() {
    const { link, email } = await invited();
    await accept({ ...link, person });
    const { token } = await signIn(email);
    const reset = await command<{ link: string }>('password', 'reset-link', email.toUpperCase());
    return { email, token, resetToken: new URL(reset.link).searchParams.get('token') ?? '' };
  }
  const reset = (token: string, newPassword: string) => post('/api/auth/reset-password', { token, newPassword });

  it('changes the password once, and ends every session', async () => {
    const { email, token, resetToken } = await joined();
    expect(await companyOf(token)).toBeDefined();
    expect((await reset(resetToken, '1234567')).status).toBe(400);
    expect((await reset(resetToken, 'a new password')).status).toBe(200);
    expect(await companyOf(token)).toBeUndefined();
    expect((await signIn(email)).status).toBe(401);
    expect((await signIn(email, 'a new password')).status).toBe(200);
    expect((await reset(resetToken, 'another password')).status).toBe(400);
    expect((await signIn(email, 'a new password')).status).toBe(200);
  });

  it('no longer works after a newer one was created or used', async () => {
    const { email, resetToken: older } = await joined();
    const again = await command<{ link: string }>('password', 'reset-link', email);
    const newer = new URL(again.link).searchParams.get('token') ?? '';
    expect((await reset(older, 'a password of a thief')).status).toBe(400);
    // A link from a release in which a new link didn't end the older ones. Such a link works until another one is used.
    const leave = (token: string, of: string) =>
      server.db.sql(
        `INSERT INTO linekeeper.verifications (identifier, value, expires_at)
         SELECT $1, id, now() + interval '1 hour' FROM linekeeper.users WHERE email = $2`,
        [createHash('sha256').update(`reset-password:${token}`).digest('base64url'), of],
      );
    const other = await joined();
    await leave('left for another', other.email);
    expect((await reset('left for another', 'a new password')).status).toBe(200);
    await leave('left over', email);
    expect((await reset(newer, 'a new password')).status).toBe(200);
    expect((await reset('left over', 'a password of a thief')).status).toBe(400);
    expect((await signIn(email, 'a new password')).status).toBe(200);
  });

  it('ends the sessions only when it is used, unless the operator ends them at once', async () => {
    const { email, token } = await joined();
    expect(await companyOf(token)).toBeDefined();
    expect(await command('password', 'reset-link', email, '--end-sessions')).toMatchObject({ ended: 1 });
    expect(await companyOf(token)).toBeUndefined();
    // The old password works until the link is used.
    expect((await signIn(email)).status).toBe(200);
  });

  it('is not in the database, and ends after an hour', async () => {
    const { resetToken } = await joined();
    const rows = await server.db.sql<{ minutes: number }>(
      'SELECT *, extract(epoch FROM expires_at - now())::float8 / 60 AS minutes FROM linekeeper.verifications ORDER BY created_at',
    );
    expect(rows.at(-1)?.minutes).toBeCloseTo(60, 0);
    expect(JSON.stringify(rows)).not.toContain(resetToken);
    await server.db.sql(`UPDATE linekeeper.verifications SET expires_at = now() - interval '1 second'`);
    expect((await reset(resetToken, 'a new password')).status).toBe(400);
  });

  it("can't be requested from outside", async () => {
    expect((await post('/api/auth/request-password-reset', { email: 'a@b.example' })).status).toBe(404);
    expect((await fetch(`${server.url}/api/auth/reset-password/x?callbackURL=/`)).status).toBe(404);
  });
});
