import { randomBytes } from 'node:crypto';
import { openDatabase, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { urlOf } from '../support/postgres.setup.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createBareDatabase } from '../support/test-database.ts';

const [A, B] = ['+12125550123', '+12125550124'] as [PhoneNumber, PhoneNumber];

it('the move needs no more than the role that owns the database and the legacy table', async () => {
  await using bare = await createBareDatabase();
  const owner = { name: `product_${randomBytes(4).toString('hex')}`, password: 'product' };
  const [{ name } = { name: '' }] = await bare.sql<{ name: string }>('SELECT current_database() AS name');
  await bare.sql(`CREATE ROLE ${owner.name} LOGIN PASSWORD '${owner.password}'`);
  await bare.sql(`ALTER DATABASE ${name} OWNER TO ${owner.name}`);
  await bare.sql(`GRANT ALL ON SCHEMA public TO ${owner.name}`);
  const variables = { DATABASE_URL: bare.url, DATABASE_OWNER_URL: urlOf(bare.ownerUrl, name, owner) };
  try {
    await bare.sql(LEGACY_TABLE);
    await bare.sql(`ALTER TABLE public.tenants OWNER TO ${owner.name}`);
    await legacyTable(bare).add('one', A);
    for (const command of [['migrate'], ['legacy', 'link'], ['backfill'], ['census']]) {
      expect(await linekeeper(variables, ...command)).toMatchObject({ err: '' });
    }
    const own = openDatabase({ url: bare.url });
    expect(await rowsOf(own, 'one' as TenantId).claimInboundNumber(B)).toMatchObject({ ok: true });
    await own.close();
    expect(await legacyTable(bare).places('one')).toMatchObject({ column: B });
  } finally {
    await bare.sql(`REASSIGN OWNED BY ${owner.name} TO CURRENT_USER`);
    await bare.sql(`DROP OWNED BY ${owner.name}`);
    await bare.sql(`DROP ROLE ${owner.name}`);
  }
});

it('migrate checks the serving role first, and grants the rights that it lacks', async () => {
  await using bare = await createBareDatabase();
  const [{ name } = { name: '' }] = await bare.sql<{ name: string }>('SELECT current_database() AS name');
  const role = { name: `serving_${randomBytes(4).toString('hex')}`, password: 'serving' };
  const variables = { DATABASE_URL: urlOf(bare.ownerUrl, name, role), DATABASE_OWNER_URL: bare.ownerUrl };
  const create = `CREATE ROLE "${role.name}" LOGIN PASSWORD '…'`;
  expect(await linekeeper(variables, 'migrate', '--dry-run')).toMatchObject({
    code: 3,
    out: expect.stringContaining(create),
  });
  expect(await linekeeper(variables, 'migrate')).toMatchObject({ code: 1, err: expect.stringContaining(create) });
  expect(await bare.sql(`SELECT to_regnamespace('linekeeper') AS schema`)).toEqual([{ schema: null }]);
  await bare.sql(`CREATE ROLE ${role.name} LOGIN PASSWORD '${role.password}'`);
  try {
    expect(await linekeeper(variables, 'migrate')).toMatchObject({ code: 0, err: '' });
    await bare.sql(`REVOKE ALL ON linekeeper.lines FROM ${role.name}`);
    expect((await linekeeper(variables, 'migrate', '--dry-run')).out).toContain(
      'Would grant the missing rights on 1 table',
    );
    expect((await linekeeper(variables, 'migrate')).out).toContain('Granted the missing rights on 1 table');
    expect((await linekeeper(variables, 'migrate', '--dry-run')).out).toBe('The database is up to date.\n');
  } finally {
    await bare.sql(`DROP OWNED BY ${role.name}; DROP ROLE ${role.name}`);
  }
});
