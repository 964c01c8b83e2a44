import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { lockTenant } from '../tenant/tenant-gone.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/**
 * The time of the oldest claim that counts if the limit on changes is reached. No row if it isn't. It reads only the newest
 * claims, so it doesn't take longer as the history grows.
 */
export function lastChangeOf(tenantId: TenantId | Prisma.Sql, newerChanges: number): Prisma.Sql {
  return Prisma.sql`
    SELECT at FROM (
      SELECT at FROM linekeeper.line_events WHERE to_tenant_id = ${tenantId} AND kind = 'CLAIMED'
      ORDER BY id DESC OFFSET ${newerChanges}::int LIMIT 1
    ) AS nth WHERE at > now() - interval '1 day'
  `;
}

/**
 * For a claim that is part of a larger change, in its transaction: locks the tenant, so that such claims of one tenant wait for each
 * other, and then says whether it has claimed a number too often in the last day. Two statements, because one that started before
 * another claim committed wouldn't count it. Throws TenantGoneError.
 */
export async function hasUsedUpChanges(
  client: Queryable,
  { tenantId, phoneNumber, changesPerDay }: { tenantId: TenantId; phoneNumber: PhoneNumber; changesPerDay: number },
): Promise<boolean> {
  await lockTenant(client, tenantId);
  if (changesPerDay === 0) return false;
  const lastChange = lastChangeOf(tenantId, changesPerDay - 1);
  const rows = await run(
    client,
    Prisma.sql`
      ${lastChange} AND NOT EXISTS (SELECT FROM linekeeper.lines WHERE tenant_id = ${tenantId} AND e164 = ${phoneNumber})
    `,
  );
  return rows.length > 0;
}
