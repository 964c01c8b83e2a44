import { type CountryCode, knownCountry } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import type { ActingTenant } from '../access/principal.ts';
import { Prisma } from '../generated/client.ts';
import { type DatabaseScope, perDatabase, STORE } from '../store.ts';
import type { TenantId } from './tenant-id.ts';

/** A tenant as the host product describes it. */
export interface TenantDescription {
  /** The host's own id. */
  id: string;
  /** Absent: the name doesn't change; a new tenant gets its id as its name. */
  name?: string | undefined;
  /** Absent: it doesn't change. */
  country?: CountryCode | null | undefined;
}

/**
 * How long a process remembers that a tenant is registered, so that most requests don't ask. If an operator deletes a
 * tenant, its calls can be refused for that time. Then the tenant is registered again.
 */
const REMEMBERED_MS = 10_000;
const REMEMBERED_TENANTS = 10_000;

/** Returns the tenant, as the host describes it. Writes only if it is new or has changed. */
export async function registerTenant(db: DatabaseScope, described: TenantDescription): Promise<ActingTenant> {
  const { client, whole } = db[STORE];
  // Not remembered in the host's transaction, which can be rolled back.
  if (db[STORE] !== whole) return writeTenant(client, described);
  const known = knownOf(db);
  const description = JSON.stringify([described.name, described.country]);
  const remembered = known.get(described.id);
  if (remembered?.description === description && performance.now() < remembered.until) return remembered.tenant;
  const tenant = await writeTenant(client, described);
  const [oldest] = known.size >= REMEMBERED_TENANTS ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  known.set(described.id, { description, tenant, until: performance.now() + REMEMBERED_MS });
  return tenant;
}

const knownOf = perDatabase(() => new Map<string, { description: string; tenant: ActingTenant; until: number }>());

/** Registers a tenant, or stores what has changed. If nothing has changed, nothing is written. */
async function writeTenant(
  client: Queryable,
  {
    id,
    name = null,
    country,
  }: { id: string; name?: string | null | undefined; country?: CountryCode | null | undefined },
): Promise<ActingTenant> {
  const setsCountry = country !== undefined;
  const [row] = await run<{ name: string; country: string | null }>(
    client,
    Prisma.sql`
      WITH stored AS (
        SELECT name, country FROM linekeeper.tenants WHERE id = ${id}
      ), written AS (
        INSERT INTO linekeeper.tenants AS t (id, name, country)
        SELECT ${id}, coalesce(${name}::text, ${id}), ${country ?? null}::text
        WHERE NOT EXISTS (
          SELECT FROM stored
          WHERE name = coalesce(${name}::text, name)
            AND (NOT ${setsCountry}::boolean OR country IS NOT DISTINCT FROM ${country ?? null}::text)
        )
        ON CONFLICT (id) DO UPDATE SET
          name = coalesce(${name}::text, t.name),
          country = CASE WHEN ${setsCountry}::boolean THEN excluded.country ELSE t.country END
        RETURNING name, country
      )
      SELECT name, country FROM written
      UNION ALL
      SELECT name, country FROM stored WHERE NOT EXISTS (SELECT FROM written)
    `,
  );
  if (!row) throw new Error('A tenant was neither found nor registered');
  return { id: id as TenantId, name: row.name, country: knownCountry(row.country) };
}
