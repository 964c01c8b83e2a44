import type { SetCountryOutput } from '@linekeeper/contract';
import { type CountryCode, knownCountry } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';
import { noteSettings } from './settings-events.ts';

/** The country of a tenant's national numbers. The tenant is `t`. */
export const COUNTRY = Prisma.sql`coalesce(t.own_country, t.country)`;

/** Stores the country that the tenant chooses for its national numbers. Throws {@link TenantGoneError}. */
export async function setCountry(
  { client, tenant, cause }: TenantHandle,
  country: CountryCode | null,
): Promise<SetCountryOutput> {
  const [row] = await run<{ country: string | null }>(
    client,
    Prisma.sql`
      WITH tenant AS (
        SELECT t.id, ${COUNTRY} AS before, coalesce(${country}::text, t.country) AS after
        FROM linekeeper.tenants t WHERE t.id = ${tenant.id} FOR NO KEY UPDATE
      ), noted AS (
        ${noteSettings(Prisma.sql`tenant`, { tenantId: tenant.id, cause }, [
          ['COUNTRY', Prisma.sql`to_jsonb(tenant.before)`, Prisma.sql`to_jsonb(tenant.after)`],
        ])}
      )
      UPDATE linekeeper.tenants t SET own_country = ${country}::text FROM tenant WHERE t.id = tenant.id
      RETURNING tenant.after AS country
    `,
  );
  if (!row) throw new TenantGoneError('The tenant was deleted');
  return { country: knownCountry(row.country) };
}
