import { type Database, findSessionHolder, type InvitationLink, invitationsOf } from '@linekeeper/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPerson } from '../support/test-people.ts';

// Each statement refuses this by itself, even if an earlier read allowed it.

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.open();
});
afterAll(() => database[Symbol.asyncDispose]());

const PERSON = { name: 'New', passwordHash: 'a hash' };

async function invited(email = 'new@company.example'): Promise<InvitationLink> {
  const { tenantId } = await createPerson(database);
  await database.sql('UPDATE linekeeper.tenants SET name = $2 WHERE id = $1', [tenantId, 'Northwind Vets']);
  return rowsOf(db, tenantId).invitations.create({ email, role: 'admin' });
}

/** A person without a company, with a session. */
async function holder(): Promise<{ email: string; session: string }> {
  const { tenantId } = await createPerson(database);
  await database.sql('DELETE FROM linekeeper.members WHERE user_id = $1', [tenantId]);
  const [row] = await database.sql<{ token: string }>('SELECT token FROM linekeeper.sessions WHERE user_id = $1', [
    tenantId,
  ]);
  return { email: `${tenantId}@company.example`, session: row?.token ?? '' };
}

const people = () => database.sql(`SELECT 1 FROM linekeeper.users WHERE email = 'new@company.example'`);
const forget = () => database.sql(`DELETE FROM linekeeper.users WHERE email = 'new@company.example'`);
const expire = ({ id }: InvitationLink) =>
  database.sql(`UPDATE linekeeper.invitations SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);

describe('a new person', () => {
  it('is created only once by a link', async () => {
    const link = await invited();
    expect(await invitationsOf(db).acceptAsNewPerson(link, PERSON)).toBe(true);
    await forget();
    expect(await invitationsOf(db).acceptAsNewPerson(link, PERSON)).toBe(false);
    expect(await people()).toEqual([]);
  });

  it("isn't created by an expired link or another token", async () => {
    const link = await invited();
    expect(await invitationsOf(db).acceptAsNewPerson({ ...link, token: 'x' }, PERSON)).toBe(false);
    await expire(link);
    expect(await invitationsOf(db).acceptAsNewPerson(link, PERSON)).toBe(false);
    expect(await people()).toEqual([]);
  });

  it("isn't created twice: an existing person can use the link after signing in", async () => {
    const [one, two] = [await invited(), await invited()];
    expect(await invitationsOf(db).acceptAsNewPerson(one, PERSON)).toBe(true);
    expect(await invitationsOf(db).acceptAsNewPerson(two, PERSON)).toBe(false);
    expect(await invitationsOf(db).find(two)).toMatchObject({ hasAccount: true });
    await forget();
  });
});

it('an older link of the same person ends when a newer one creates the person', async () => {
  const { tenantId } = await createPerson(database);
  const { invitations } = rowsOf(db, tenantId);
  const older = await invitations.create({ email: 'new@company.example', role: 'owner' });
  const newer = await invitations.create({ email: 'new@company.example', role: 'member' });
  // An invitation from a release in which a new link didn't end the older ones.
  await database.sql(`UPDATE linekeeper.invitations SET status = 'pending' WHERE id = $1`, [older.id]);
  expect(await invitationsOf(db).acceptAsNewPerson(newer, PERSON)).toBe(true);
  expect(await invitationsOf(db).find(older)).toBeNull();
  await forget();
});

describe('a person who is signed in', () => {
  it('joins only once by a link, with the role of the invitation', async () => {
    const { email, session } = await holder();
    const link = await invited(email.toUpperCase());
    expect(await invitationsOf(db).acceptAsHolderOf(session, link)).toBe('ACCEPTED');
    expect(await findSessionHolder(db, session)).toMatchObject({ membership: { role: 'admin' } });
    await database.sql('DELETE FROM linekeeper.members');
    expect(await invitationsOf(db).acceptAsHolderOf(session, link)).toBe('ENDED');
    expect(await findSessionHolder(db, session)).toMatchObject({ membership: 'NO_TENANT' });
  });

  it("doesn't join by a link that has expired, is for another person, or has another token", async () => {
    const { email, session } = await holder();
    const expired = await invited(email);
    await expire(expired);
    const mine = await invited(email);
    for (const link of [expired, await invited(), { ...mine, token: 'x' }]) {
      expect(await invitationsOf(db).acceptAsHolderOf(session, link)).toBe('ENDED');
    }
    expect(await invitationsOf(db).acceptAsHolderOf('no session', mine)).toBe('ENDED');
    expect(await findSessionHolder(db, session)).toMatchObject({ membership: 'NO_TENANT' });
  });
});

it('nobody joins by an invitation of a member who has lost the right to invite meanwhile', async () => {
  const link = await invited();
  const person = await holder();
  const inviter = await createPerson(database);
  await database.sql('UPDATE linekeeper.invitations SET inviter_id = $2 WHERE id = $1', [link.id, inviter.tenantId]);
  expect(await invitationsOf(db).find(link)).toBeNull();
  expect(await invitationsOf(db).acceptAsNewPerson(link, PERSON)).toBe(false);
  await database.sql('UPDATE linekeeper.invitations SET email = $2 WHERE id = $1', [link.id, person.email]);
  expect(await invitationsOf(db).acceptAsHolderOf(person.session, link)).toBe('ENDED');
});

it('an invitation is found while it can be accepted, but not with another token', async () => {
  const link = await invited();
  expect(await invitationsOf(db).find(link)).toEqual({
    tenantId: expect.any(String),
    tenantName: 'Northwind Vets',
    email: 'new@company.example',
    role: 'admin',
    invitedBy: null,
    hasAccount: false,
  });
  expect(await invitationsOf(db).find({ ...link, token: 'x' })).toBeNull();
  await expire(link);
  expect(await invitationsOf(db).find(link)).toBeNull();
});
