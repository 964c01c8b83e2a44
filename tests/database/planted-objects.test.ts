import { deleteOldRows, openDatabase } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { migrate } from '@linekeeper/postgres';
import { expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createBareDatabase } from '../support/test-database.ts';
import { createPerson } from '../support/test-people.ts';

// Until PostgreSQL 14 every role can create functions in public. If its types fit better, PostgreSQL prefers such a
// function to its own function of that name, and runs it with the caller's rights.
const PLANTED = [
  { name: 'cardinality(bytea[])', returns: 'int', body: 'SELECT pg_catalog.cardinality($1)' },
  { name: 'cardinality(timestamptz[])', returns: 'int', body: 'SELECT pg_catalog.cardinality($1)' },
  { name: 'array_position(bytea[], bytea)', returns: 'int', body: 'SELECT pg_catalog.array_position($1, $2)' },
];

it('our statements never use functions and tables that another role created in public', async () => {
  await using database = await createBareDatabase();
  await database.sql('CREATE TABLE public.victims (role text, planted text)');
  await database.sql('GRANT ALL ON public.victims TO PUBLIC');
  for (const { name, returns, body } of PLANTED) {
    await database.sql(`
      CREATE FUNCTION public.${name} RETURNS ${returns} LANGUAGE sql AS $$
        INSERT INTO public.victims VALUES (session_user, '${name}'); ${body} $$`);
  }
  for (const name of ['tenants', 'lines', '_prisma_migrations']) {
    await database.sql(`CREATE TABLE public.${name} (id text, migration_name text, finished_at text)`);
  }

  await migrate({ ownerUrl: database.ownerUrl, url: database.url });
  const { tenantId } = await createPerson(database);
  const db = openDatabase({ url: database.url });
  const rows = rowsOf(db, tenantId);
  for (const number of ['+14155238886', '+442079460018'] as PhoneNumber[]) {
    await rows.spendNumberBudget(number, 0);
    await rows.claimInboundNumber(number);
  }
  await deleteOldRows(db);
  await db.close();
  expect(await database.sql('SELECT DISTINCT * FROM public.victims')).toEqual([]);
});
