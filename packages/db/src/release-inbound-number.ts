import type { PhoneNumber } from '@linekeeper/contract';
import { retryDeadlocks } from './deadlock.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { CONFIG_VALUE } from './legacy/legacy-shape.ts';
import type { TenantId } from './tenant-id.ts';

/** Frees the tenant's line; null where it has none. */
export function releaseInboundNumber(prisma: PrismaClient, tenantId: TenantId): Promise<PhoneNumber | null> {
  return retryDeadlocks(() => releaseOnce(prisma, tenantId));
}

/** One statement, for {@link retryDeadlocks}. */
async function releaseOnce(prisma: PrismaClient, tenantId: TenantId): Promise<PhoneNumber | null> {
  const rows = await prisma.$queryRaw<{ e164: string }[]>`
    WITH released AS (
      DELETE FROM inbound_numbers WHERE tenant_id = ${tenantId} RETURNING e164
    ), settled AS (
      ${SETTLED_BY_RELEASE} WHERE t.id = ${tenantId}
      ON CONFLICT (tenant_id) DO NOTHING
    )
    SELECT e164 FROM released
  `;
  return (rows[0]?.e164 as PhoneNumber | undefined) ?? null;
}

/**
 * A release also settles what may still be in the legacy storage. Otherwise moving it later would bring back a number
 * that the tenant has given up. (Read as JSON, because the legacy column may be gone.)
 */
export const SETTLED_BY_RELEASE = Prisma.sql`
  INSERT INTO legacy_settlements (tenant_id, outcome, column_value, config_value)
  SELECT t.id, 'SUPERSEDED', t.column_value, t.config_value
  FROM (
    SELECT t.id, to_jsonb(t) ->> 'phoneNumber' AS column_value, ${Prisma.raw(CONFIG_VALUE)} AS config_value FROM tenants t
    WHERE to_jsonb(t) ->> 'phoneNumber' IS NOT NULL OR ${Prisma.raw(CONFIG_VALUE)} IS NOT NULL
  ) AS t
`;
