import { err, type InboundNumber, type Outcome, ok } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, retryDeadlocks, run } from '@linekeeper/postgres';
import { TooManyRequests } from '../fault/retry-later.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { Cause } from './cause.ts';
import { isUnreserved } from './line-reservation.ts';
import { type LineRow, toInboundNumber } from './line-row.ts';
import { rerunLostRaces } from './lost-race.ts';
import {
  budgetCtes,
  type NumberBudget,
  secondsUntilRoom,
  spendNumberBudget,
  WITHOUT_WAITING,
} from './number-budget.ts';
import { unlessRefused } from './refused-claim.ts';

// The only module that changes who holds a line. Each statement also appends its changes to the history.

const ALWAYS = Prisma.sql`true`;

/**
 * Makes `phoneNumber` the tenant's line and releases the one it held. PHONE_TAKEN: another tenant holds it, or it's reserved
 * for others. Repeating it returns the same, and `claimedAt` changes only if the number does. The number is counted in the
 * tenant's budget by the same statement. Throws TooManyRequests.
 */
export async function claimLine(
  client: Queryable,
  budget: NumberBudget,
  { tenantId, phoneNumber, cause }: { tenantId: TenantId; phoneNumber: PhoneNumber; cause: Cause },
): Promise<Outcome<InboundNumber, 'PHONE_TAKEN'>> {
  const question = { tenantId, phoneNumber, keeping: 0 };
  let runs = 0;
  const claim = async () => {
    // Concurrent claims of one tenant wait for its budget, and their snapshots are then too old. A number that was
    // counted before doesn't wait for the budget.
    if (runs++ > 0) await spendNumberBudget(client, budget, question);
    const [row] = await run<LineRow & { allowed: boolean; tenant_id: string }>(
      client,
      Prisma.sql`
        WITH ${budgetCtes(budget, question)},
        ${claimCtes({ tenantId, phoneNumber, cause, condition: Prisma.sql`EXISTS (SELECT FROM allowed)` })}
        SELECT EXISTS (SELECT FROM allowed) AS allowed, line.*,
          -- Only a claim must survive a crash.
          CASE WHEN NOT EXISTS (SELECT FROM claimed) THEN ${WITHOUT_WAITING} END
        FROM (VALUES (1)) AS one LEFT JOIN (
          SELECT e164, tenant_id, claimed_at FROM claimed
          UNION ALL
          SELECT e164, tenant_id, claimed_at FROM holder
        ) AS line ON true
      `,
    );
    return row;
  };
  const row = await unlessRefused(client, { tenantId, phoneNumber }, () => rerunLostRaces(claim));
  // The refusal has undone the count too.
  const allowed = row ? row.allowed : (await spendNumberBudget(client, budget, question)) === null;
  if (!allowed) throw new TooManyRequests(await secondsUntilRoom(client, budget, question));
  return row?.tenant_id === tenantId ? ok(toInboundNumber(row)) : err('PHONE_TAKEN');
}

/** The same in the caller's transaction. The caller retries after a lost race. Returns whether the tenant holds the line now. */
export async function takeLine(
  client: Queryable,
  { tenantId, phoneNumber, cause }: { tenantId: string; phoneNumber: PhoneNumber; cause: Cause },
): Promise<boolean> {
  const [row] = await run<{ held: boolean }>(
    client,
    Prisma.sql`
      WITH ${claimCtes({ tenantId: tenantId as TenantId, phoneNumber, cause })}
      SELECT EXISTS (SELECT FROM claimed) OR EXISTS (SELECT FROM holder WHERE tenant_id = ${tenantId}) AS held
    `,
  );
  return row?.held ?? false;
}

/**
 * The parts of a claim, for a statement that starts with WITH and that {@link rerunLostRaces} runs. `holder` is the line
 * before the claim, `claimed` the line after it. One of them is empty. The unique indexes decide: `holder` only avoids a write
 * that would fail, because PostgreSQL would log it with the number. A line that is reserved for other tenants stays free.
 */
export function claimCtes({
  tenantId,
  phoneNumber,
  cause,
  condition = ALWAYS,
}: {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
  cause: Cause;
  /** The claim is made only if this holds. */
  condition?: Prisma.Sql;
}): Prisma.Sql {
  return Prisma.sql`
    holder AS (
      SELECT e164, tenant_id, claimed_at FROM linekeeper.lines WHERE e164 = ${phoneNumber}
    ), free AS (
      SELECT WHERE NOT EXISTS (SELECT FROM holder) AND ${isUnreserved(tenantId, phoneNumber)}
    ), replaced AS (
      DELETE FROM linekeeper.lines
      WHERE tenant_id = ${tenantId} AND EXISTS (SELECT FROM free) AND ${condition}
      RETURNING e164, tenant_id
    ), claimed AS (
      INSERT INTO linekeeper.lines (e164, tenant_id)
      SELECT ${phoneNumber}, ${tenantId}
      -- The count makes PostgreSQL run the deletion first.
      WHERE EXISTS (SELECT FROM free) AND ${condition} AND (SELECT count(*) FROM replaced) >= 0
      RETURNING e164, tenant_id, claimed_at
    ), ${historyCte(
      'claim_events',
      Prisma.sql`
        SELECT e164, 'RELEASED', tenant_id, NULL FROM replaced
        UNION ALL SELECT e164, 'CLAIMED', NULL, tenant_id FROM claimed`,
      cause,
    )}
  `;
}

/** Releases the tenant's line. Returns its number, or null if it had none. */
export function releaseLine(
  client: Queryable,
  { tenantId, cause }: { tenantId: TenantId; cause: Cause },
): Promise<PhoneNumber | null> {
  return retryDeadlocks(async () => {
    const ctes = releaseCtes({ tenantId, cause });
    const rows = await run<{ e164: PhoneNumber }>(client, Prisma.sql`WITH ${ctes} SELECT e164 FROM released`);
    return rows[0]?.e164 ?? null;
  });
}

/** The parts of a release, for a statement that starts with WITH. `released` is what was released. */
export function releaseCtes({
  tenantId,
  cause,
  kind = 'RELEASED',
  condition = ALWAYS,
}: {
  tenantId: TenantId;
  cause: Cause;
  kind?: 'RELEASED' | 'TENANT_DELETED';
  /** The line is released only if this holds. */
  condition?: Prisma.Sql;
}): Prisma.Sql {
  return Prisma.sql`
    released AS (
      DELETE FROM linekeeper.lines WHERE tenant_id = ${tenantId} AND ${condition} RETURNING e164, tenant_id
    ), ${historyCte('release_events', Prisma.sql`SELECT e164, ${kind}, tenant_id, NULL FROM released`, cause)}
  `;
}

/** Lines and tenants. The values at the same position are a pair. */
export interface LinePairs {
  tenantIds: string[];
  phoneNumbers: PhoneNumber[];
  cause: Cause;
}

/**
 * Gives lines to tenants that hold none. A line that is held meanwhile and a tenant that has a line meanwhile stay as they
 * are. Returns the tenants that got their line.
 */
export async function moveLines(
  client: Queryable,
  { tenantIds, phoneNumbers, cause, kind = 'MOVED' }: LinePairs & { kind?: 'MOVED' | 'ASSIGNED' },
): Promise<string[]> {
  const rows = await run<{ tenant_id: string }>(
    client,
    Prisma.sql`
      WITH moved AS (
        INSERT INTO linekeeper.lines (e164, tenant_id)
        SELECT e164, tenant_id FROM unnest(${phoneNumbers}::text[], ${tenantIds}::text[]) AS pairs (e164, tenant_id)
        ORDER BY e164
        ON CONFLICT DO NOTHING
        RETURNING e164, tenant_id
      ), ${historyCte('move_events', Prisma.sql`SELECT e164, ${kind}, NULL, tenant_id FROM moved`, cause)}
      SELECT tenant_id FROM moved
    `,
  );
  return rows.map((row) => row.tenant_id);
}

/**
 * Gives a line to a tenant because an operator decided so, no matter who holds it, and releases the tenant's former line.
 * Run it in a transaction that is retried after a deadlock.
 */
export async function assignLine(
  client: Queryable,
  { tenantId, phoneNumber, cause }: { tenantId: string; phoneNumber: PhoneNumber; cause: Cause },
): Promise<void> {
  await run(
    client,
    Prisma.sql`
      WITH own AS (
        SELECT FROM linekeeper.lines WHERE e164 = ${phoneNumber} AND tenant_id = ${tenantId}
      ), removed AS (
        DELETE FROM linekeeper.lines
        WHERE (e164 = ${phoneNumber} OR tenant_id = ${tenantId}) AND NOT EXISTS (SELECT FROM own)
        RETURNING e164, tenant_id
      ), assigned AS (
        INSERT INTO linekeeper.lines (e164, tenant_id)
        SELECT ${phoneNumber}, ${tenantId}
        WHERE NOT EXISTS (SELECT FROM own) AND (SELECT count(*) FROM removed) >= 0
        RETURNING e164, tenant_id
      ), ${historyCte(
        'assign_events',
        Prisma.sql`
          SELECT e164, 'RELEASED', tenant_id, NULL FROM removed WHERE e164 <> ${phoneNumber}
          UNION ALL
          SELECT e164, 'ASSIGNED', (SELECT tenant_id FROM removed WHERE e164 = ${phoneNumber}), tenant_id FROM assigned`,
        cause,
      )}
      SELECT e164 FROM assigned
    `,
  );
}

/** Releases the lines that these tenants still hold. Returns the tenants whose line was released. */
export async function releaseLines(
  client: Queryable,
  { tenantIds, phoneNumbers, cause }: LinePairs,
): Promise<string[]> {
  const rows = await run<{ tenant_id: string }>(
    client,
    Prisma.sql`
      WITH released AS (
        DELETE FROM linekeeper.lines USING unnest(${phoneNumbers}::text[], ${tenantIds}::text[]) AS pairs (e164, tenant_id)
        WHERE lines.e164 = pairs.e164 AND lines.tenant_id = pairs.tenant_id
        RETURNING lines.e164, lines.tenant_id
      ), ${historyCte('release_events', Prisma.sql`SELECT e164, 'RELEASED', tenant_id, NULL FROM released`, cause)}
      SELECT tenant_id FROM released
    `,
  );
  return rows.map((row) => row.tenant_id);
}

/** Appends to the history. `changes` returns (e164, kind, tenant before, tenant after). */
function historyCte(name: string, changes: Prisma.Sql, { actor, reason = null, requestId = null }: Cause): Prisma.Sql {
  return Prisma.sql`
    ${Prisma.raw(name)} AS (
      INSERT INTO linekeeper.line_events
        (e164, kind, from_tenant_id, to_tenant_id, actor_type, actor_id, actor_name, reason, request_id)
      SELECT e164, kind, from_tenant_id, to_tenant_id,
        ${actor.type}::text, ${actor.id}::text, ${actor.name}::text, ${reason}::text, ${requestId}::text
      FROM (${changes}) AS changes (e164, kind, from_tenant_id, to_tenant_id)
      RETURNING 1
    )
  `;
}
