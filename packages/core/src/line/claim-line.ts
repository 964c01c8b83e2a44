import { err, type InboundNumber, type Outcome, ok } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare } from '@linekeeper/postgres';
import { TooManyRequests } from '../fault/retry-later.ts';
import { Prisma } from '../generated/client.ts';
import { sharedStatement } from '../shared-statement.ts';
import { type DatabaseScope, perDatabase, STORE } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { Cause } from './cause.ts';
import { type LineRow, toInboundNumber } from './line-row.ts';
import { claimCtes, LOCK_TENANT, TENANT_LOCKED } from './line-writer.ts';
import { rerunLostRaces } from './lost-race.ts';
import {
  askedCte,
  type BudgetValues,
  budgetCtes,
  budgetValues,
  secondsUntilRoom,
  spendNumberBudget,
  WITHOUT_WAITING,
} from './number-budget.ts';
import { unlessRefused } from './refused-claim.ts';

/** Why a line wasn't claimed. NUMBER_CHANGED: the tenant doesn't hold the line that was expected. */
export type ClaimRefusal = 'PHONE_TAKEN' | 'NUMBER_CHANGED';

export interface Claim {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
  /** Absent: whatever line the tenant holds is replaced. */
  expected?: PhoneNumber | null | undefined;
  cause: Cause;
}

/** Those at the same position are of one claim. */
type ClaimValues = BudgetValues & {
  /** Whether the tenant must hold `expected`; null: no line. */
  isExpecting: boolean[];
  expected: (PhoneNumber | null)[];
  /** True if a line is expected. Somebody might have released it after the statement began. */
  mustReplace: boolean[];
  actorTypes: Cause['actor']['type'][];
  actorIds: (string | null)[];
  actorNames: string[];
  reasons: (string | null)[];
  requestIds: (string | null)[];
};

/** `tenant_id` is null if the number stays free. */
interface ClaimRow extends LineRow {
  asker_id: TenantId;
  allowed: boolean;
  free: boolean;
  tenant_id: string | null;
}

const CLAIM = prepare<ClaimValues>((values) => {
  const { isExpecting, expected, mustReplace, actorTypes, actorIds, actorNames, reasons, requestIds } = values;
  const columns = {
    names: Prisma.sql`, is_expecting, expected, must_replace, actor_type, actor_id, actor_name, reason, request_id`,
    lists: Prisma.sql`, ${isExpecting}::boolean[], ${expected}::text[], ${mustReplace}::boolean[],
      ${actorTypes}::text[], ${actorIds}::text[], ${actorNames}::text[], ${reasons}::text[], ${requestIds}::text[]`,
  };
  const condition = Prisma.sql`${TENANT_LOCKED} AND free.tenant_id IN (SELECT tenant_id FROM allowed) AND (
    NOT free.is_expecting
    OR free.expected IS NOT DISTINCT FROM (SELECT own.e164 FROM linekeeper.lines own WHERE own.tenant_id = free.tenant_id)
  )`;
  return Prisma.sql`
    WITH ${askedCte(values, columns)}, ${LOCK_TENANT}, ${budgetCtes(values, TENANT_LOCKED)}, ${claimCtes({ condition })}
    SELECT asked.tenant_id AS asker_id, asked.tenant_id IN (SELECT tenant_id FROM allowed) AS allowed,
      asked.tenant_id IN (SELECT tenant_id FROM free) AS free, line.*,
      -- Only a claim must survive a crash.
      CASE WHEN NOT EXISTS (SELECT FROM claimed) THEN ${WITHOUT_WAITING} END
    FROM asked LEFT JOIN (
      SELECT e164, tenant_id, claimed_at FROM claimed
      UNION ALL
      SELECT e164, tenant_id, claimed_at FROM holder
    ) AS line ON line.e164 = asked.e164
  `;
});

const claimOnce = perDatabase((store) =>
  sharedStatement<Claim, ClaimRow>(store, {
    keysOf: ({ tenantId, phoneNumber }) => [tenantId, phoneNumber],
    answer: async (claims, isPatient) => {
      const { client, budget } = store;
      const rows = await CLAIM<ClaimRow>(client, {
        ...budgetValues(budget, claims, 0, isPatient),
        isExpecting: claims.map(({ expected }) => expected !== undefined),
        expected: claims.map(({ expected }) => expected ?? null),
        mustReplace: claims.map(({ expected }) => (expected ?? null) !== null),
        actorTypes: claims.map(({ cause }) => cause.actor.type),
        actorIds: claims.map(({ cause }) => cause.actor.id),
        actorNames: claims.map(({ cause }) => cause.actor.name),
        reasons: claims.map(({ cause }) => cause.reason ?? null),
        requestIds: claims.map(({ cause }) => cause.requestId ?? null),
      });
      const answers = new Map(rows.map((row) => [row.asker_id, row]));
      return claims.map(({ tenantId }) => answers.get(tenantId) as ClaimRow);
    },
  }),
);

/**
 * Makes `phoneNumber` the tenant's line and releases the one it held. PHONE_TAKEN: another tenant holds it, or it's reserved
 * for others. NUMBER_CHANGED: the tenant doesn't hold `expected`; null: it holds a line. Repeating it returns the same, and
 * `claimedAt` changes only if the number does. The number is counted in the tenant's budget by the same statement. Throws
 * TooManyRequests.
 */
export async function claimLine(db: DatabaseScope, claim: Claim): Promise<Outcome<InboundNumber, ClaimRefusal>> {
  const { client, budget } = db[STORE];
  const { tenantId, phoneNumber } = claim;
  const question = { tenantId, phoneNumber, keeping: 0 };
  let runs = 0;
  const run = async () => {
    // Concurrent claims of one tenant wait for its budget, and their snapshots are then too old. A number that was
    // counted before doesn't wait for the budget.
    if (runs++ > 0) await spendNumberBudget(client, budget, question);
    return claimOnce(db)(claim);
  };
  const row = await unlessRefused(client, { tenantId, phoneNumber }, () => rerunLostRaces(run));
  // The refusal has undone the count too.
  const allowed = row ? row.allowed : (await spendNumberBudget(client, budget, question)) === null;
  if (!allowed) throw new TooManyRequests(await secondsUntilRoom(client, budget, question));
  if (row?.tenant_id === tenantId) return ok(toInboundNumber(row));
  return err(row?.free ? 'NUMBER_CHANGED' : 'PHONE_TAKEN');
}
