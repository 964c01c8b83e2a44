import { type Database, invitationsOf } from '@linekeeper/core';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';

let test: TestDatabase;
let db: Database;
let transaction: pg.Client;
let person: TestPerson;
let owners: { id: string; email: string; token: string }[];
beforeEach(async () => {
  test = await createTestDatabase();
  db = test.open();
  person = await createPerson(test);
  await signInColleague(test, person);
  await test.sql(`UPDATE linekeeper.members SET role = 'owner'`);
  owners = await test.sql(
    `SELECT m.id, u.email, s.token FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id
     JOIN linekeeper.sessions s ON s.user_id = u.id ORDER BY m.id`,
  );
  transaction = new pg.Client({ connectionString: test.ownerUrl });
  await transaction.connect();
});
afterEach(async () => {
  await transaction.end();
  await test[Symbol.asyncDispose]();
});

/** Starts a call while a transaction has made a change, lets it wait for that change, and commits. */
async function whileUncommitted<T>(change: string, values: unknown[], call: () => Promise<T>): Promise<T> {
  await transaction.query('BEGIN');
  await transaction.query(change, values);
  const answer = call();
  const waiting = () =>
    test.sql(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'linekeeper' AND wait_event_type = 'Lock'
              AND datname = current_database()`);
  await expect.poll(async () => (await waiting()).length, { interval: 10, timeout: 20_000 }).toBe(1);
  await transaction.query('COMMIT');
  return answer;
}

const rows = () => rowsOf(db, person.tenantId);
const roles = async () =>
  (await test.sql<{ role: string }>('SELECT role FROM linekeeper.members')).map(({ role }) => role);

it('an owner is not removed while the only other owner is being removed', async () => {
  const [one, other] = owners;
  const answer = await whileUncommitted('DELETE FROM linekeeper.members WHERE id = $1', [one?.id], () =>
    rows().members.remove(other?.id ?? ''),
  );
  expect(answer).toBe('LAST_OWNER');
  expect(await roles()).toEqual(['owner']);
});

it('an owner does not accept a lower role while the only other owner is given one', async () => {
  const [one, other] = owners;
  const link = await rows().invitations.create({ email: other?.email ?? '', role: 'member' });
  const answer = await whileUncommitted(`UPDATE linekeeper.members SET role = 'admin' WHERE id = $1`, [one?.id], () =>
    invitationsOf(db).acceptAsHolderOf(other?.token ?? '', link),
  );
  expect(answer).toBe('LAST_OWNER');
  expect((await roles()).sort()).toEqual(['admin', 'owner']);
});

it('an invitation is not accepted while it is being withdrawn', async () => {
  const [, other] = owners;
  const link = await rows().invitations.create({ email: other?.email ?? '', role: 'admin' });
  const answer = await whileUncommitted(
    `UPDATE linekeeper.invitations SET status = 'canceled' WHERE id = $1`,
    [link.id],
    () => invitationsOf(db).acceptAsHolderOf(other?.token ?? '', link),
  );
  expect(answer).toBe('ENDED');
  expect(await roles()).toEqual(['owner', 'owner']);
});
