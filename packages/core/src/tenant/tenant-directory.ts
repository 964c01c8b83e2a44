import { TENANTS_PER_PAGE, type Tenant } from '@linekeeper/contract';
import { CountryCode, type PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { Cause } from '../line/cause.ts';
import { type DeleteTenantAnswer, deleteTenant } from './delete-tenant.ts';
import type { TenantId } from './tenant-id.ts';

/** All tenants. Procedures reach it only with `tenant:manage`. */
export interface TenantDirectory {
  /** `created` is false if a tenant with this id existed; it isn't changed. */
  create(tenant: {
    id?: string | undefined;
    name: string;
    country?: CountryCode | null | undefined;
  }): Promise<{ tenant: Tenant; created: boolean }>;
  find(id: string): Promise<Tenant | null>;
  /** A page by id, after `cursor`. */
  list(cursor?: string): Promise<{ tenants: Tenant[]; nextCursor: string | null }>;
  /** Null: there is no such tenant. */
  update(
    id: string,
    change: { name?: string | undefined; country?: CountryCode | null | undefined },
  ): Promise<Tenant | null>;
  delete(id: string, options: { releaseNumber: boolean }): Promise<DeleteTenantAnswer>;
}

interface Row {
  id: string;
  name: string;
  country: string | null;
  created_at: Date;
  e164: PhoneNumber | null;
}

const COLUMNS = Prisma.sql`t.id, t.name, t.country, t.created_at, (SELECT e164 FROM linekeeper.lines WHERE tenant_id = t.id) AS e164`;

/** `cause` is written to the history if a deletion releases a number. */
export function tenantDirectory(client: Queryable, cause: Cause): TenantDirectory {
  const find = async (id: string) => {
    const [row] = await run<Row>(client, Prisma.sql`SELECT ${COLUMNS} FROM linekeeper.tenants t WHERE id = ${id}`);
    return row ? toTenant(row) : null;
  };
  return {
    find,
    async create({ id, name, country = null }) {
      const [row] = await run<Row>(
        client,
        Prisma.sql`
          INSERT INTO linekeeper.tenants AS t (id, name, country)
          VALUES (coalesce(${id ?? null}::text, gen_random_uuid()::text), ${name}, ${country}::text)
          ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}
        `,
      );
      if (row) return { tenant: toTenant(row), created: true };
      const existing = id === undefined ? null : await find(id);
      // It was deleted between the two statements.
      if (!existing) throw new Error('A tenant was neither created nor found');
      return { tenant: existing, created: false };
    },
    async list(cursor) {
      const rows = await run<Row>(
        client,
        Prisma.sql`
          SELECT ${COLUMNS} FROM linekeeper.tenants t WHERE ${cursor ?? null}::text IS NULL OR id > ${cursor ?? null}::text
          ORDER BY id LIMIT ${TENANTS_PER_PAGE + 1}::int
        `,
      );
      const tenants = rows.slice(0, TENANTS_PER_PAGE).map(toTenant);
      return { tenants, nextCursor: rows.length > tenants.length ? (tenants.at(-1)?.id ?? null) : null };
    },
    async update(id, { name, country }) {
      const [row] = await run<Row>(
        client,
        Prisma.sql`
          UPDATE linekeeper.tenants t SET name = coalesce(${name ?? null}::text, name),
            country = CASE WHEN ${country !== undefined}::boolean THEN ${country ?? null}::text ELSE country END
          WHERE id = ${id} RETURNING ${COLUMNS}
        `,
      );
      return row ? toTenant(row) : null;
    },
    delete: (id, { releaseNumber }) => deleteTenant(client, id as TenantId, { releaseNumber, cause }),
  };
}

function toTenant({ id, name, country, created_at, e164 }: Row): Tenant {
  return {
    id,
    name,
    country: CountryCode.safeParse(country).data ?? null,
    phoneNumber: e164,
    createdAt: created_at.toISOString(),
  };
}
