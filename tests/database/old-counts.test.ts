import { deleteOldRows } from '@linekeeper/core';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

it('the hourly cleaning deletes only rows that limits no longer count', async () => {
  await using test = await createTestDatabase();
  const [old, recent] = await createPeople(test, 2);
  await test.sql(
    `INSERT INTO linekeeper.number_budgets VALUES
       ($1, ARRAY['\\x01'::bytea], ARRAY[now() - interval '25 hours']),
       ($2, ARRAY['\\x01'::bytea, '\\x02'], ARRAY[now() - interval '25 hours', now() - interval '23 hours'])`,
    [old?.tenantId, recent?.tenantId],
  );
  await test.sql(
    `INSERT INTO linekeeper.sign_in_attempts VALUES ('\\x01', 3, now() - interval '1 second'), ('\\x02', 3, now() + interval '1 hour')`,
  );
  await test.sql(
    `INSERT INTO linekeeper.familiar_addresses VALUES ('\\x01', now() - interval '1 second'), ('\\x02', now() + interval '1 hour')`,
  );
  const db = test.open();
  await deleteOldRows(db);
  expect(await test.sql('SELECT tenant_id FROM linekeeper.number_budgets')).toEqual([{ tenant_id: recent?.tenantId }]);
  for (const table of ['linekeeper.sign_in_attempts', 'linekeeper.familiar_addresses']) {
    expect(await test.sql(`SELECT encode(key_hash, 'hex') AS key FROM ${table}`)).toEqual([{ key: '02' }]);
  }
});
