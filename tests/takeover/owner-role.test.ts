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
