import type { PhoneNumber } from '@linekeeper/phone-number';
import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { isUnreserved } from './line-reservation.ts';

/** Whether one tenant can claim a number. It never says which other tenant holds it. */
export type LineAvailability = 'AVAILABLE' | 'YOURS' | 'TAKEN';

/** Reads across tenants. The result is only advice, because another tenant can claim the number at any moment. */
export async function lineAvailability(
  prisma: PrismaClient,
  tenantId: TenantId,
  phoneNumber: PhoneNumber,
): Promise<LineAvailability> {
  const rows = await prisma.$queryRaw<{ yours: boolean }[]>`
    SELECT tenant_id = ${tenantId} AS yours FROM linekeeper.lines WHERE e164 = ${phoneNumber}
    UNION ALL
    SELECT false WHERE NOT ${isUnreserved(tenantId, phoneNumber)}
  `;
  if (!rows[0]) return 'AVAILABLE';
  return rows[0].yours ? 'YOURS' : 'TAKEN';
}
