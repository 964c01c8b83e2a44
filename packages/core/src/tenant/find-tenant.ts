import { knownCountry } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import type { ActingTenant } from '../access/principal.ts';
import { Prisma } from '../generated/client.ts';
import { COUNTRY } from '../settings/set-country.ts';
import { type DatabaseScope, STORE } from '../store.ts';
import type { TenantId } from './tenant-id.ts';

/** The tenant that a platform key or the operator names. Null if no tenant has this id. */
export async function findTenant(db: DatabaseScope, id: string): Promise<ActingTenant | null> {
  const [row] = await run<{ id: TenantId; name: string; country: string | null }>(
    db[STORE].client,
    Prisma.sql`SELECT t.id, t.name, ${COUNTRY} AS country FROM linekeeper.tenants t WHERE t.id = ${id}`,
  );
  return row ? { ...row, country: knownCountry(row.country) } : null;
}

/** Whether the database has no tenants yet. */
export async function hasNoTenants(db: DatabaseScope): Promise<boolean> {
  return (await run(db[STORE].client, Prisma.sql`SELECT id FROM linekeeper.tenants LIMIT 1`)).length === 0;
}
