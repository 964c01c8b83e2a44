import type { InboundNumber } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import DataLoader from 'dataloader';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type LineRow, toInboundNumber } from './line-row.ts';

/** The line that a tenant holds, or null. */
export type FindTenantLine = (tenantId: TenantId) => Promise<InboundNumber | null>;

/** Requests that arrive together share one statement. Nothing is cached. */
export function tenantLines(client: Queryable): FindTenantLine {
  const loader = new DataLoader((tenantIds: readonly TenantId[]) => findLines(client, tenantIds), {
    cache: false,
    // After all requests that have arrived.
    batchScheduleFn: setImmediate,
  });
  return (tenantId) => loader.load(tenantId);
}

async function findLines(client: Queryable, tenantIds: readonly TenantId[]): Promise<(InboundNumber | null)[]> {
  const found = await run<LineRow & { tenant_id: string }>(
    client,
    Prisma.sql`SELECT e164, tenant_id, claimed_at FROM linekeeper.lines WHERE tenant_id = ANY (${tenantIds}::text[])`,
  );
  const lines = new Map(found.map((row) => [row.tenant_id, row]));
  return tenantIds.map((tenantId) => {
    const row = lines.get(tenantId);
    return row ? toInboundNumber(row) : null;
  });
}
