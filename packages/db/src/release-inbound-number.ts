import type { PhoneNumber } from '@linekeeper/contract';
import type { Prisma } from './generated/client.ts';
import type { InboundNumberRow } from './inbound-number-row.ts';
import type { TenantId } from './tenant-id.ts';

/** Frees the tenant's number, alone or in a transaction, and answers which it was; null where there was none. */
export async function releaseInboundNumber(
  client: Prisma.TransactionClient,
  tenantId: TenantId,
): Promise<PhoneNumber | null> {
  const rows = await client.$queryRaw<Pick<InboundNumberRow, 'e164'>[]>`
    DELETE FROM inbound_numbers WHERE tenant_id = ${tenantId} RETURNING e164
  `;
  return (rows[0]?.e164 as PhoneNumber | undefined) ?? null;
}
