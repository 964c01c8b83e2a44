import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, createPerson, signInColleague } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ TRUST_PROXY: '1' });
});
afterAll(() => server[Symbol.asyncDispose]());

/** A company with an owner and an admin. */
async function company() {
  const owner = await createPerson(server.db);
  const admin = await signInColleague(server.db, owner);
  const { member } = server.clientOf(owner);
  const list = await member.list.query();
  const idOf = (wanted: string) => list.find(({ role }) => role === wanted)?.id ?? '';
  return { owner, admin, member, ownerId: idOf('owner'), adminId: idOf('admin') };
}

describe('a role', () => {
  it('is changed at once, and never that of the last owner', async () => {
    const { member, ownerId, adminId } = await company();
    expect(await member.setRole.mutate({ id: ownerId, role: 'admin' })).toMatchObject({
      ok: false,
      error: { code: 'LAST_OWNER' },
    });
    expect(await member.setRole.mutate({ id: adminId, role: 'owner' })).toEqual({ ok: true, data: { found: true } });
    expect((await member.list.query()).map(({ role }) => role)).toEqual(['owner', 'owner']);
    expect(await member.setRole.mutate({ id: crypto.randomUUID(), role: 'owner' })).toEqual({
      ok: true,
      data: { found: false },
    });
  });

  it('leaves one owner when two owners demote each other at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const { member, ownerId, adminId } = await company();
      await member.setRole.mutate({ id: adminId, role: 'owner' });
      await Promise.all([
        member.setRole.mutate({ id: ownerId, role: 'admin' }).catch(() => null),
        member.setRole.mutate({ id: adminId, role: 'admin' }).catch(() => null),
      ]);
      const rows = await server.db.sql<{ role: string }>(
        `SELECT role FROM linekeeper.members WHERE id = ANY($1::text[]) AND role = 'owner'`,
        [[ownerId, adminId]],
      );
      expect(rows).toHaveLength(1);
    }
  });
});

it.each(['removed', 'demoted'])('an invitation ends when the owner who made it is %s', async (how) => {
  const { owner, admin, member, adminId: id } = await company();
  await member.setRole.mutate({ id, role: 'owner' });
  const email = `${crypto.randomUUID()}@elsewhere.example`;
  const made = await server.clientOf(admin).invitation.create.mutate({ email, role: 'owner' });
  const { pathname, searchParams } = new URL(made.ok ? made.data.path : '', server.url);
  const link = { id: pathname.split('/')[2], token: searchParams.get('token') };
  const post = async (action: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return (
      await fetch(`${server.url}/api/invitation/${action}`, { method: 'POST', headers, body: JSON.stringify(body) })
    ).status;
  };
  expect(await post('read', link)).toBe(200);
  if (how === 'removed') await member.remove.mutate({ id });
  else await member.setRole.mutate({ id, role: 'admin' });
  expect(await server.clientOf(owner).invitation.list.query()).toEqual([]);
  expect(await post('read', link)).toBe(404);
  expect(await post('accept', { ...link, person: { name: 'Back', password: 'correct horse battery' } })).toBe(404);
});

it('an invitation of a member names them, ends the earlier one, and its link is in no list', async () => {
  const { owner } = await company();
  const { invitation } = server.clientOf(owner);
  const create = (role: 'admin' | 'member') => invitation.create.mutate({ email: 'ann@example.com', role });
  await create('member');
  const made = await create('admin');
  if (!made.ok) throw new Error('Refused');
  const token = new URL(made.data.path, server.url).searchParams.get('token') ?? '';
  expect(token.length).toBeGreaterThan(20);
  const list = await invitation.list.query();
  expect(list).toMatchObject([{ id: made.data.id, email: 'ann@example.com', role: 'admin' }]);
  expect(JSON.stringify(list)).not.toContain(token);
  const read = await fetch(`${server.url}/api/invitation/read`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: made.data.id, token }),
  });
  expect(await read.json()).toMatchObject({ tenantId: owner.tenantId, role: 'admin', invitedBy: expect.any(String) });
});

it("a member can't be invited again, in any spelling of their email", async () => {
  const { owner } = await company();
  const { invitation, member } = server.clientOf(owner);
  const [first] = await member.list.query();
  const email = first?.email.toUpperCase() ?? '';
  const outcome = await invitation.create.mutate({ email, role: 'member' });
  expect(outcome).toMatchObject({ ok: false, error: { code: 'ALREADY_MEMBER' } });
  expect(await invitation.list.query()).toEqual([]);
});

it('a company has at most 100 open invitations, even if several are created at the same time, and 2,000 in all', async () => {
  const { owner } = await company();
  const { invitation } = server.clientOf(owner);
  const create = async (email: string) => {
    const outcome = await invitation.create.mutate({ email, role: 'member' });
    return outcome.ok ? 'OK' : outcome.error.message;
  };
  const plant = (status: string, count: number) =>
    server.db.sql(
      `INSERT INTO linekeeper.invitations (tenant_id, email, role, status, expires_at)
       SELECT $1, $2 || n || '@b.example', 'member', $2, now() + interval '1 day' FROM generate_series(1, $3::int) AS n`,
      [owner.tenantId, status, count],
    );
  await plant('pending', 95);
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => create(`at-once-${i}@b.example`)));
  expect(answers.filter((answer) => answer === 'OK')).toHaveLength(5);
  expect(await create('one-more@b.example')).toContain('already has 100 open invitations');
  expect(await invitation.list.query()).toHaveLength(100);
  // Another invitation for the same person replaces the earlier one.
  expect(await create('pending1@b.example')).toBe('OK');

  const withdrawn = (await invitation.list.query()).at(-1);
  await invitation.withdraw.mutate({ id: withdrawn?.id ?? '' });
  await plant('canceled', 1_900);
  expect(await create('one-more@b.example')).toContain('invited too many people');
});

it('people can sign in while another address changes passwords and accepts invitations', {
  timeout: 180_000,
}, async () => {
  const { owner } = await company();
  const [honest, busyPerson] = ['honest', 'busy'].map((name) => ({
    email: `${name}@company.example`,
    password: 'correct horse battery',
  }));
  for (const account of [honest, busyPerson]) await createAccount(server.db, account as never);
  const from = (ip: string, path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': ip, ...headers },
      body: JSON.stringify(body),
    });
  const made = await server.clientOf(owner).invitation.create.mutate({ email: 'x@b.example', role: 'member' });
  if (!made.ok) throw new Error('Refused');
  const url = new URL(made.data.path, server.url);
  const person = { name: 'X', password: 'a long new password' };
  const token = url.searchParams.get('token');
  const signedIn = await from('192.0.2.9', 'auth/sign-in/email', busyPerson as object);
  const authorization = `Bearer ${signedIn.headers.get('set-auth-token')}`;
  const busy = Array.from({ length: 30 }, (_, i) =>
    i % 2
      ? from('192.0.2.9', 'invitation/accept', { id: made.data.id, token, person })
      : from(
          '192.0.2.9',
          'session/password',
          { currentPassword: 'wrong', newPassword: 'a long new password' },
          { authorization },
        ),
  );
  expect((await from('192.0.2.1', 'auth/sign-in/email', honest as object)).status).toBe(200);
  const statuses = (await Promise.all(busy)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
  expect(statuses.filter((status) => ![204, 400, 404, 429, 503].includes(status))).toEqual([]);
});

it('a password is changed only with the current one, and guesses are counted', async () => {
  const person = await createPerson(server.db);
  const change = (currentPassword: string) =>
    fetch(`${server.url}/api/session/password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
      body: JSON.stringify({ currentPassword, newPassword: 'another long password' }),
    });
  const statuses = [];
  for (let guess = 0; guess < 12; guess++) statuses.push((await change(`guess ${guess}`)).status);
  expect(statuses.slice(0, 10)).toEqual(Array(10).fill(400));
  expect(statuses.at(-1)).toBe(429);
});
