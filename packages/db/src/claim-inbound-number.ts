import type { InboundNumber, PhoneNumber } from '@linekeeper/contract';
import { retryDeadlocks } from './deadlock.ts';
import type { PrismaClient } from './generated/client.ts';
import { type InboundNumberRow, toInboundNumber } from './inbound-number-row.ts';
import type { TenantId } from './tenant-id.ts';
import { type InboundNumberConstraint, violatedConstraint } from './unique-violation.ts';

const KEY: InboundNumberConstraint = 'inbound_numbers_pkey';
/** Losing a race shows the winner to the next run; to lose again, the number must have been released in between. */
const RUNS = 10;

/**
 * Makes `phoneNumber` the tenant's line and frees the one it held, or answers null: another tenant holds it.
 * Repeating it answers the same, and `claimedAt` moves only when the number does.
 */
export function claimInboundNumber(
  prisma: PrismaClient,
  tenantId: TenantId,
  phoneNumber: PhoneNumber,
): Promise<InboundNumber | null> {
  return rerunLostRaces(() => claimOnce(prisma, tenantId, phoneNumber));
}

/** Runs a statement with a claim in it again if PostgreSQL undid it for a reason that passes. */
export async function rerunLostRaces<T>(claim: () => Promise<T>): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await retryDeadlocks(claim);
    } catch (error) {
      // Somebody took it between the statement's snapshot and its write: the unique index refused the write.
      if (violatedConstraint(error) !== KEY || run === RUNS) throw error;
    }
  }
}

/**
 * One statement, for {@link rerunLostRaces}. It asks for the row of the number as it stands after it. The unique indexes
 * decide: `holder` only spares a write that would fail (and PostgreSQL an error line with the number in its log).
 */
async function claimOnce(
  prisma: PrismaClient,
  tenantId: TenantId,
  phoneNumber: PhoneNumber,
): Promise<InboundNumber | null> {
  const rows = await prisma.$queryRaw<(InboundNumberRow & { tenant_id: string })[]>`
    WITH holder AS (
      SELECT e164, tenant_id, claimed_at FROM inbound_numbers WHERE e164 = ${phoneNumber}
    ), claimed AS (
      INSERT INTO inbound_numbers AS held (e164, tenant_id)
      SELECT ${phoneNumber}, ${tenantId} WHERE NOT EXISTS (SELECT FROM holder)
      ON CONFLICT (tenant_id) DO UPDATE SET
        e164 = excluded.e164,
        claimed_at = CASE WHEN held.e164 = excluded.e164 THEN held.claimed_at ELSE excluded.claimed_at END
      RETURNING e164, tenant_id, claimed_at
    )
    SELECT e164, tenant_id, claimed_at FROM claimed
    UNION ALL
    SELECT e164, tenant_id, claimed_at FROM holder
  `;
  const [row] = rows;
  return row && row.tenant_id === tenantId ? toInboundNumber(row) : null;
}
