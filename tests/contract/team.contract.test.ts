import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, signInColleague } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** A company with an owner and an admin. */
async function company() {
  const owner = await createPerson(server.db);
  await signInColleague(server.db, owner);
  const { member } = server.clientOf(owner);
  const list = await member.list.query();
  const idOf = (wanted: string) => list.find(({ role }) => role === wanted)?.id ?? '';
  return { owner, member, ownerId: idOf('owner'), adminId: idOf('admin') };
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
