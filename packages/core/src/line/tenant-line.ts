import type { InboundNumber } from '@linekeeper/contract';
import { prepare, type Queryable } from '@linekeeper/postgres';
import DataLoader from 'dataloader';
import { Prisma } from '../generated/client.ts';
import { type DatabaseScope, perDatabase } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type LineRow, toInboundNumber } from './line-row.ts';

/** The line that a tenant holds, or null. Requests that arrive together share one statement. Nothing is cached. */
export function findTenantLine(db: DatabaseScope, tenantId: TenantId): Promise<InboundNumber | null> {
  return loaderOf(db).load(tenantId);
}

const loaderOf = perDatabase(
  ({ client }) =>
    new DataLoader((tenantIds: readonly TenantId[]) => findLines(client, tenantIds), {
      cache: false,
      // Runs after all requests that have arrived so far.
      batchScheduleFn: setImmediate,
    }),
);

const FIND = prepare<{ tenantIds: readonly TenantId[] }>(
  ({ tenantIds }) =>
    Prisma.sql`SELECT e164, tenant_id, claimed_at FROM linekeeper.lines WHERE tenant_id = ANY (${tenantIds}::text[])`,
);

async function findLines(client: Queryable, tenantIds: readonly TenantId[]): Promise<(InboundNumber | null)[]> {
  const found = await FIND<LineRow & { tenant_id: string }>(client, { tenantIds });
  const lines = new Map(found.map((row) => [row.tenant_id, row]));
  return tenantIds.map((tenantId) => {
    const row = lines.get(tenantId);
    return row ? toInboundNumber(row) : null;
  });
}
