import { err, type InboundNumber, type Outcome, ok } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare, type Queryable } from '@linekeeper/postgres';
import { TooManyRequests } from '../fault/retry-later.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { Cause } from './cause.ts';
import { type LineRow, toInboundNumber } from './line-row.ts';
import { claimCtes, lockTenantCte, TENANT_LOCKED } from './line-writer.ts';
import { rerunLostRaces } from './lost-race.ts';
import {
  type BudgetValues,
  budgetCtes,
  budgetValues,
  type OpenBudget,
  secondsUntilRoom,
  spendNumberBudget,
  WITHOUT_WAITING,
} from './number-budget.ts';
import { unlessRefused } from './refused-claim.ts';

/** Why a line wasn't claimed. NUMBER_CHANGED: the tenant doesn't hold the line that was expected. */
export type ClaimRefusal = 'PHONE_TAKEN' | 'NUMBER_CHANGED';

type ClaimValues = BudgetValues & {
  /** Whether the tenant must hold `expected`; null: no line. */
  isExpecting: boolean;
  expected: PhoneNumber | null;
  /** 1 if a line is expected. Somebody might have released it after the statement began. */
  leastReplaced: number;
  actorType: Cause['actor']['type'];
  actorId: string | null;
  actorName: string;
  reason: string | null;
  requestId: string | null;
};

const CLAIM = prepare<ClaimValues>((values) => {
  const {
    tenantId,
    phoneNumber,
    isExpecting,
    expected,
    leastReplaced,
    actorType,
    actorId,
    actorName,
    reason,
    requestId,
  } = values;
  const cause = { actor: { type: actorType, id: actorId, name: actorName }, reason, requestId };
  const held = Prisma.sql`SELECT e164 FROM linekeeper.lines WHERE tenant_id = ${tenantId}`;
  const condition = Prisma.sql`${TENANT_LOCKED} AND EXISTS (SELECT FROM allowed)
    AND (NOT ${isExpecting}::boolean OR ${expected}::text IS NOT DISTINCT FROM (${held}))`;
  return Prisma.sql`
    WITH ${lockTenantCte(tenantId)}, ${budgetCtes(values, TENANT_LOCKED)},
    ${claimCtes({ tenantId, phoneNumber, cause, condition, leastReplaced: Prisma.sql`${leastReplaced}::int` })}
    SELECT EXISTS (SELECT FROM allowed) AS allowed, EXISTS (SELECT FROM free) AS free, line.*,
      -- Only a claim must survive a crash.
      CASE WHEN NOT EXISTS (SELECT FROM claimed) THEN ${WITHOUT_WAITING} END
    FROM (VALUES (1)) AS one LEFT JOIN (
      SELECT e164, tenant_id, claimed_at FROM claimed
      UNION ALL
      SELECT e164, tenant_id, claimed_at FROM holder
    ) AS line ON true
  `;
});

export interface Claim {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
  /** Absent: whatever line the tenant holds is replaced. */
  expected?: PhoneNumber | null | undefined;
  cause: Cause;
}

/** `tenant_id` is null if the number stays free. */
interface ClaimRow extends LineRow {
  allowed: boolean;
  free: boolean;
  tenant_id: string | null;
}

/**
 * Makes `phoneNumber` the tenant's line and releases the one it held. PHONE_TAKEN: another tenant holds it, or it's reserved
 * for others. NUMBER_CHANGED: the tenant doesn't hold `expected`; null: it holds a line. Repeating it returns the same, and
 * `claimedAt` changes only if the number does. The number is counted in the tenant's budget by the same statement. Throws
 * TooManyRequests.
 */
export async function claimLine(
  client: Queryable,
  budget: OpenBudget,
  { tenantId, phoneNumber, expected, cause }: Claim,
): Promise<Outcome<InboundNumber, ClaimRefusal>> {
  const question = { tenantId, phoneNumber, keeping: 0 };
  const { actor, reason = null, requestId = null } = cause;
  const values = {
    ...budgetValues(budget, question),
    isExpecting: expected !== undefined,
    expected: expected ?? null,
    leastReplaced: expected ? 1 : 0,
    actorType: actor.type,
    actorId: actor.id,
    actorName: actor.name,
    reason,
    requestId,
  };
  let runs = 0;
  const claim = async () => {
    // Concurrent claims of one tenant wait for its budget, and their snapshots are then too old. A number that was
    // counted before doesn't wait for the budget.
    if (runs++ > 0) await spendNumberBudget(client, budget, question);
    const [row] = await CLAIM<ClaimRow>(client, values);
    return row;
  };
  const row = await unlessRefused(client, { tenantId, phoneNumber }, () => rerunLostRaces(claim));
  // The refusal has undone the count too.
  const allowed = row ? row.allowed : (await spendNumberBudget(client, budget, question)) === null;
  if (!allowed) throw new TooManyRequests(await secondsUntilRoom(client, values));
  if (row?.tenant_id === tenantId) return ok(toInboundNumber(row));
  return err(row?.free ? 'NUMBER_CHANGED' : 'PHONE_TAKEN');
}
