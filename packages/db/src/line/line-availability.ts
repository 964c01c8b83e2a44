import type { PhoneNumber } from '@linekeeper/contract';
import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant-id.ts';

/** Whose a number is, seen by one tenant. Never who the other is. */
export type LineAvailability = 'AVAILABLE' | 'YOURS' | 'TAKEN';

/** Looks across tenants, at this moment: advice, which only a claim makes true. */
export async function lineAvailability(
  prisma: PrismaClient,
  tenantId: TenantId,
  phoneNumber: PhoneNumber,
): Promise<LineAvailability> {
  const rows = await prisma.$queryRaw<{ yours: boolean }[]>`
    SELECT tenant_id = ${tenantId} AS yours FROM linekeeper.lines WHERE e164 = ${phoneNumber}
  `;
  if (!rows[0]) return 'AVAILABLE';
  return rows[0].yours ? 'YOURS' : 'TAKEN';
}
