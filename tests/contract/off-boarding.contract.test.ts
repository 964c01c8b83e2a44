import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { actForAnother, createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const run = (...args: string[]) =>
  linekeeper({ DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, PUBLIC_URL: server.url }, ...args);
const runJson = async <T>(...args: string[]) => JSON.parse((await run(...args, '--json')).out) as T;

/** A company with an owner and an admin. */
async function company() {
  const owner = await createPerson(server.db);
  const admin = await signInColleague(server.db, owner);
  const members = await server.clientOf(owner).member.list.query();
  const member = members.find(({ role }) => role === 'admin');
  if (!member) throw new Error('The admin is not listed');
  return { owner, admin, member, ownerId: members.find(({ role }) => role === 'owner')?.id ?? '' };
}
const isSignedIn = (person: TestPerson) =>
  server
    .clientOf(person)
    .session.get.query()
    .then(
      () => true,
      (error: { data?: { code: string } }) => (error.data?.code === 'UNAUTHORIZED' ? false : 'refused'),
    );
const invite = async (tenantId: string, email: string, role = 'member') => {
  const { invitation } = await runJson<{ invitation: string }>(
    ...['tenant', 'invite', tenantId, '--email', email, '--role', role],
  );
  const url = new URL(invitation);
  return { id: url.pathname.split('/')[2] ?? '', token: url.searchParams.get('token') ?? '' };
};
const accept = (link: object, person?: TestPerson) =>
  fetch(`${server.url}/api/invitation/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(person && { authorization: `Bearer ${person.token}` }) },
    body: JSON.stringify(link),
  });
const NEW = { person: { name: 'New', password: 'correct horse battery' } };

describe('a member who is removed', () => {
  it('is signed out of the company, and the keys that they created keep working', async () => {
    const { owner, admin, member } = await company();
    const made = await server.clientOf(admin).apiKey.create.mutate({ name: 'mine', scopes: ['inboundNumber:read'] });
    expect(await server.clientOf(owner).member.remove.mutate({ id: member.id })).toEqual({
      ok: true,
      data: { removed: true },
    });
    expect(await isSignedIn(admin)).toBe(false);
    expect(await isSignedIn(owner)).toBe(true);
    const secret = made.ok ? made.data.secret : '';
    expect(await isSignedIn({ ...admin, token: secret })).toBe(true);
    expect(await server.clientOf(owner).member.remove.mutate({ id: member.id })).toEqual({
      ok: true,
      data: { removed: false },
    });
  });

  it('stays signed in to another company', async () => {
    const { owner, admin, member } = await company();
    const other = await actForAnother(server.db, member.email);
    await server.clientOf(owner).member.remove.mutate({ id: member.id });
    expect((await server.clientOf(admin).session.get.query()).tenant.id).toBe(other.tenantId);
  });

  it("can't come back with an older link", async () => {
    const { owner, member } = await company();
    const link = await invite(owner.tenantId, member.email, 'owner');
    expect(await server.clientOf(owner).invitation.list.query()).toMatchObject([{ id: link.id, role: 'owner' }]);
    await server.clientOf(owner).member.remove.mutate({ id: member.id });
    expect(await server.clientOf(owner).invitation.list.query()).toEqual([]);
    expect((await accept({ ...link, ...NEW })).status).toBe(404);
  });

  it('is never the last owner', async () => {
    const { owner, ownerId } = await company();
    expect(await server.clientOf(owner).member.remove.mutate({ id: ownerId })).toMatchObject({
      ok: false,
      error: { code: 'LAST_OWNER' },
    });
    expect(await isSignedIn(owner)).toBe(true);
  });

  it('is never the last owner, if two owners remove each other at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const { owner, admin, member, ownerId } = await company();
      await server.db.sql(`UPDATE linekeeper.members SET role = 'owner' WHERE id = $1`, [member.id]);
      await Promise.allSettled([
        server.clientOf(owner).member.remove.mutate({ id: member.id }),
        server.clientOf(admin).member.remove.mutate({ id: ownerId }),
      ]);
      expect(await server.db.sql(`SELECT role FROM linekeeper.members WHERE tenant_id = $1`, [owner.tenantId])).toEqual(
        [{ role: 'owner' }],
      );
    }
  });

  it("can be removed by the operator, who can't remove the last owner either", async () => {
    const { owner, admin, member } = await company();
    const list = await runJson<{ id: string; email: string; role: string }[]>('member', 'list', owner.tenantId);
    // They joined in the same moment, so either can be first.
    expect(list.map(({ role }) => role).toSorted()).toEqual(['admin', 'owner']);
    expect((await run('member', 'list', owner.tenantId)).out).toContain(member.email);
    const remove = (email: string) => run('member', 'remove', owner.tenantId, '--email', email);
    expect(await remove(member.email.toUpperCase())).toMatchObject({ code: 0 });
    expect(await isSignedIn(admin)).toBe(false);
    expect(await remove(member.email)).toMatchObject({ code: 1, err: expect.stringContaining('not a member') });
    const last = list.find(({ role }) => role === 'owner');
    expect(await remove(last?.email ?? '')).toMatchObject({
      code: 1,
      err: expect.stringContaining('must have an owner'),
    });
    expect(await isSignedIn(owner)).toBe(true);
  });
});

describe('a session', () => {
  it('of a member is ended by an owner, and the membership stays', async () => {
    const { owner, admin, member } = await company();
    expect(await server.clientOf(owner).member.endSessions.mutate({ id: member.id })).toEqual({
      ok: true,
      data: { ended: 1 },
    });
    expect(await isSignedIn(admin)).toBe(false);
    expect(await server.clientOf(owner).member.list.query()).toHaveLength(2);
  });

  it('of a member that acts for another company is not ended by an owner', async () => {
    const { owner, admin, member } = await company();
    const other = await actForAnother(server.db, member.email);
    expect(await server.clientOf(owner).member.endSessions.mutate({ id: member.id })).toEqual({
      ok: true,
      data: { ended: 0 },
    });
    expect((await server.clientOf(admin).session.get.query()).tenant.id).toBe(other.tenantId);
  });

  it('of any person is ended by the operator', async () => {
    const { owner, admin, member } = await company();
    expect(await runJson('session', 'end', member.email)).toEqual({ email: member.email, ended: 1 });
    expect(await isSignedIn(admin)).toBe(false);
    expect(await isSignedIn(owner)).toBe(true);
    expect(await run('session', 'end', 'nobody@company.example')).toMatchObject({ code: 1 });
  });

  it('ends with the company, unless it acts for another', async () => {
    const { owner, admin } = await company();
    expect(await run('tenant', 'delete', owner.tenantId, '--yes')).toMatchObject({ code: 0 });
    expect(await isSignedIn(owner)).toBe(false);
    expect(await isSignedIn(admin)).toBe(false);
  });
});

describe('an invitation', () => {
  it("can't be used after an owner or the operator has withdrawn it", async () => {
    const { owner } = await company();
    const [one, two] = [
      await invite(owner.tenantId, `${randomUUID()}@new.example`),
      await invite(owner.tenantId, `${randomUUID()}@new.example`),
    ];
    const withdraw = (id: string) => server.clientOf(owner).invitation.withdraw.mutate({ id });
    expect(await withdraw(one.id)).toEqual({ ok: true, data: { withdrawn: true } });
    expect(await withdraw(one.id)).toEqual({ ok: true, data: { withdrawn: false } });
    expect((await accept({ ...one, ...NEW })).status).toBe(404);

    expect((await run('invitation', 'list', owner.tenantId)).out).toContain(two.id);
    expect(await run('invitation', 'withdraw', two.id)).toMatchObject({ code: 0 });
    expect(await run('invitation', 'withdraw', two.id)).toMatchObject({ code: 1 });
    expect(await runJson('invitation', 'list', owner.tenantId)).toEqual([]);
    expect((await accept({ ...two, ...NEW })).status).toBe(404);
  });

  it('is either withdrawn or accepted if both happen at the same time', async () => {
    const { owner } = await company();
    for (let round = 0; round < 5; round++) {
      const email = `${randomUUID()}@new.example`;
      const link = await invite(owner.tenantId, email);
      const [withdrawn, accepted] = await Promise.all([
        server.clientOf(owner).invitation.withdraw.mutate({ id: link.id }),
        accept({ ...link, ...NEW }),
      ]);
      const joined = await server.db.sql('SELECT 1 FROM linekeeper.users WHERE email = $1', [email]);
      expect(joined).toHaveLength(accepted.status === 204 ? 1 : 0);
      expect(withdrawn).toEqual({ ok: true, data: { withdrawn: accepted.status !== 204 } });
    }
  });

  it('ends older ones for the same email and company', async () => {
    const { owner } = await company();
    const email = `${randomUUID()}@new.example`;
    const older = await invite(owner.tenantId, email, 'owner');
    const newer = await invite(owner.tenantId, email.toUpperCase(), 'member');
    expect((await accept({ ...older, ...NEW })).status).toBe(404);
    expect((await accept({ ...newer, ...NEW })).status).toBe(204);
  });

  it("gives a member its role, and then an older link can't restore the old role", async () => {
    const { owner, admin, member } = await company();
    const older = await invite(owner.tenantId, member.email, 'owner');
    await server.db.sql(`UPDATE linekeeper.invitations SET email = 'kept@new.example' WHERE id = $1`, [older.id]);
    const link = await invite(owner.tenantId, member.email, 'member');
    // An invitation from a release in which a new link didn't end the older ones.
    await server.db.sql('UPDATE linekeeper.invitations SET email = $1 WHERE id = $2', [member.email, older.id]);
    expect((await accept(link, admin)).status).toBe(204);
    const role = async () =>
      (await server.clientOf(owner).member.list.query()).find((one) => one.id === member.id)?.role;
    expect(await role()).toBe('member');
    expect((await accept(older, admin)).status).toBe(404);
    expect(await role()).toBe('member');
  });

  it('can lower the role of an owner, but not of the last one', async () => {
    const { owner, ownerId, admin, member } = await company();
    const ownerEmail = `${owner.tenantId}@company.example`;
    const link = await invite(owner.tenantId, ownerEmail, 'member');
    const refused = await accept(link, owner);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: { code: 'LAST_OWNER' } });
    await server.db.sql(`UPDATE linekeeper.members SET role = 'owner' WHERE id = $1`, [member.id]);
    expect((await accept(link, owner)).status).toBe(204);
    const members = await server.clientOf(admin).member.list.query();
    expect(members.find(({ id }) => id === ownerId)?.role).toBe('member');
  });

  it('leaves one owner if two owners accept a lower role at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { owner, admin, member } = await company();
      await server.db.sql(`UPDATE linekeeper.members SET role = 'owner' WHERE id = $1`, [member.id]);
      const links = [
        await invite(owner.tenantId, `${owner.tenantId}@company.example`, 'member'),
        await invite(owner.tenantId, member.email, 'member'),
      ] as const;
      const answers = await Promise.all([accept(links[0], owner), accept(links[1], admin)]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
    }
  });
});
