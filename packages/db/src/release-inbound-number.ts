import type { PhoneNumber } from '@linekeeper/contract';
import { retryDeadlocks } from './deadlock.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { CONFIG_VALUE } from './legacy/legacy-shape.ts';
import type { TenantId } from './tenant-id.ts';

/**
 * Frees the tenant's line; null where it has none. What may still stand in the legacy storage is settled by it, or
 * moving it later would bring back what the tenant has given up. (As JSON, since the legacy column may be gone.)
 */
export function releaseInboundNumber(prisma: PrismaClient, tenantId: TenantId): Promise<PhoneNumber | null> {
  return retryDeadlocks(async () => {
    const rows = await prisma.$queryRaw<{ e164: string }[]>`
      WITH released AS (
        DELETE FROM inbound_numbers WHERE tenant_id = ${tenantId} RETURNING e164
      ), settled AS (
        INSERT INTO legacy_settlements (tenant_id, outcome, column_value, config_value)
        SELECT t.id, 'SUPERSEDED', to_jsonb(t) ->> 'phoneNumber', ${Prisma.raw(CONFIG_VALUE)}
        FROM tenants t
        WHERE t.id = ${tenantId} AND (to_jsonb(t) ->> 'phoneNumber' IS NOT NULL OR ${Prisma.raw(CONFIG_VALUE)} IS NOT NULL)
        ON CONFLICT (tenant_id) DO NOTHING
      )
      SELECT e164 FROM released
    `;
    return (rows[0]?.e164 as PhoneNumber | undefined) ?? null;
  });
}
