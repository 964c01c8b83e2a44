import { TENANTS_PER_PAGE, type Tenant } from '@linekeeper/contract';
import { type CountryCode, knownCountry, type PhoneNumber } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import type { PlatformHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { noteSettings, type SettingChange } from '../settings/settings-events.ts';
import { type DeleteTenantAnswer, deleteTenantRow } from './delete-tenant.ts';
import type { TenantId } from './tenant-id.ts';

/** A tenant to be created. `slug` is the short name in the dashboard's addresses, unique. `timezone` is an IANA name. */
export interface NewTenant {
  /** Absent: the database makes one. */
  id?: string | undefined;
  name: string;
  slug?: string | undefined;
  /** The country of national numbers, ISO 3166-1 alpha-2. */
  country?: CountryCode | null | undefined;
  timezone?: string | undefined;
}

/** `created` is false if a tenant with this id existed; it isn't changed. */
export async function createTenant(
  platform: PlatformHandle,
  { id, name, slug, country, timezone }: NewTenant,
): Promise<{ tenant: Tenant; created: boolean }> {
  const [row] = await run<Row>(
    platform.client,
    Prisma.sql`
      INSERT INTO linekeeper.tenants AS t (id, name, slug, country, timezone)
      VALUES (
        coalesce(${id ?? null}::text, gen_random_uuid()::text), ${name}, ${slug ?? null}::text, ${country ?? null}::text,
        ${timezone ?? null}::text
      )
      ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}
    `,
  );
  if (row) return { tenant: toTenant(row), created: true };
  const existing = id === undefined ? null : await getTenant(platform, id);
  // It was deleted between the two statements.
  if (!existing) throw new Error('A tenant was neither created nor found');
  return { tenant: existing, created: false };
}

/** Null if no tenant has this id. */
export async function getTenant({ client }: PlatformHandle, id: string): Promise<Tenant | null> {
  const [row] = await run<Row>(client, Prisma.sql`SELECT ${COLUMNS} FROM linekeeper.tenants t WHERE id = ${id}`);
  return row ? toTenant(row) : null;
}

/** A page by id, after `cursor`. */
export async function listTenants(
  { client }: PlatformHandle,
  cursor: string | undefined,
): Promise<{ tenants: Tenant[]; nextCursor: string | null }> {
  const rows = await run<Row>(
    client,
    Prisma.sql`
      SELECT ${COLUMNS} FROM linekeeper.tenants t WHERE ${cursor ?? null}::text IS NULL OR id > ${cursor ?? null}::text
      ORDER BY id LIMIT ${TENANTS_PER_PAGE + 1}::int
    `,
  );
  const tenants = rows.slice(0, TENANTS_PER_PAGE).map(toTenant);
  return { tenants, nextCursor: rows.length > tenants.length ? (tenants.at(-1)?.id ?? null) : null };
}

/** Absent fields stay as they are. Null if no tenant has this id. */
export async function updateTenant(
  { client, cause }: PlatformHandle,
  id: string,
  { name, country }: { name?: string | undefined; country?: CountryCode | null | undefined },
): Promise<Tenant | null> {
  const [row] = await run<Row>(
    client,
    Prisma.sql`
      WITH tenant AS (
        SELECT t.id AS of, t.name AS old_name, coalesce(${name ?? null}::text, t.name) AS new_name, t.own_country,
          t.country AS old_country,
          CASE WHEN ${country !== undefined}::boolean THEN ${country ?? null}::text ELSE t.country END AS new_country
        FROM linekeeper.tenants t WHERE t.id = ${id} FOR NO KEY UPDATE
      ), noted AS (
        ${noteSettings(Prisma.sql`tenant`, { tenantId: id as TenantId, cause }, CHANGES)}
      )
      UPDATE linekeeper.tenants t SET name = tenant.new_name, country = tenant.new_country
      FROM tenant WHERE t.id = tenant.of RETURNING ${COLUMNS}
    `,
  );
  return row ? toTenant(row) : null;
}

const CHANGES: readonly SettingChange[] = [
  ['NAME', Prisma.sql`to_jsonb(old_name)`, Prisma.sql`to_jsonb(new_name)`],
  [
    'COUNTRY',
    Prisma.sql`to_jsonb(coalesce(own_country, old_country))`,
    Prisma.sql`to_jsonb(coalesce(own_country, new_country))`,
  ],
];

export function deleteTenant(
  { client, cause }: PlatformHandle,
  id: string,
  { releaseNumber }: { releaseNumber: boolean },
): Promise<DeleteTenantAnswer> {
  return deleteTenantRow(client, id as TenantId, { releaseNumber, cause });
}

interface Row {
  id: string;
  name: string;
  country: string | null;
  created_at: Date;
  e164: PhoneNumber | null;
}

const COLUMNS = Prisma.sql`t.id, t.name, t.country, t.created_at, (SELECT e164 FROM linekeeper.lines WHERE tenant_id = t.id) AS e164`;

function toTenant({ id, name, country, created_at, e164 }: Row): Tenant {
  return {
    id,
    name,
    country: knownCountry(country),
    phoneNumber: e164,
    createdAt: created_at.toISOString(),
  };
}
