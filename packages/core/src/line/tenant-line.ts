import type { InboundNumber } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type LineRow, toInboundNumber } from './line-row.ts';

/** The line that a tenant holds, or null. */
export async function tenantLine(client: Queryable, tenantId: TenantId): Promise<InboundNumber | null> {
  const [row] = await run<LineRow>(
    client,
    Prisma.sql`SELECT e164, claimed_at FROM linekeeper.lines WHERE tenant_id = ${tenantId}`,
  );
  return row ? toInboundNumber(row) : null;
}
