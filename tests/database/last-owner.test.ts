import { openDatabase } from '@linekeeper/core';
import pg from 'pg';
import { expect, it } from 'vitest';
import { TEST_CAUSE } from '../support/test-cause.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createPerson, signInColleague } from '../support/test-people.ts';

it('an owner is not removed while the only other owner is being removed', async () => {
  await using test = await createTestDatabase();
  const person = await createPerson(test);
  await signInColleague(test, person);
  await test.sql(`UPDATE linekeeper.members SET role = 'owner'`);
  const [one, other] = await test.sql<{ id: string }>('SELECT id FROM linekeeper.members ORDER BY id');
  const db = openDatabase({ url: test.url });
  const transaction = new pg.Client({ connectionString: test.ownerUrl });
  await transaction.connect();

  await transaction.query('BEGIN');
  await transaction.query('DELETE FROM linekeeper.members WHERE id = $1', [one?.id]);
  const answer = db.forTenant(person.tenantId, TEST_CAUSE).members.remove(other?.id ?? '');
  const waiting = () =>
    test.sql(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'linekeeper' AND wait_event_type = 'Lock'
              AND datname = current_database()`);
  await expect.poll(async () => (await waiting()).length, { interval: 10 }).toBe(1);
  await transaction.query('COMMIT');

  expect(await answer).toBe('LAST_OWNER');
  expect(await test.sql('SELECT role FROM linekeeper.members')).toEqual([{ role: 'owner' }]);
  await transaction.end();
  await db.close();
});
