import { openDatabase } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { migrate } from '@linekeeper/postgres';
import { expect, it } from 'vitest';
import { TEST_CAUSE } from '../support/test-cause.ts';
import { createBareDatabase } from '../support/test-database.ts';
import { createPerson } from '../support/test-people.ts';

// Until PostgreSQL 14 every role can create functions in public. One whose types fit better than those of PostgreSQL's own
// function of that name is preferred, and runs with the rights of its caller.
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
  const rows = db.forTenant(tenantId, TEST_CAUSE);
  for (const number of ['+14155238886', '+442079460018'] as PhoneNumber[]) {
    await rows.spendNumberBudget(number, 0);
    await rows.claimInboundNumber(number);
  }
  await db.forgetOldCounts();
  await db.close();
  expect(await database.sql('SELECT DISTINCT * FROM public.victims')).toEqual([]);
});
