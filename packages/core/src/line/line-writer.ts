import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, retryDeadlocks, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { Cause } from './cause.ts';
import { isUnreserved } from './line-reservation.ts';

// The only module that changes who holds a line. Each statement also appends its changes to the history.

const ALWAYS = Prisma.sql`true`;

/**
 * `tenant`: locks the rows of the tenants in `asked`, for a statement that claims lines. The foreign key of a line takes
 * the same lock, but only at the end of the statement. A deletion of the tenant that came in between would wait for the line
 * and the claim for the tenant. So every claim reads `tenant` before it writes: {@link TENANT_LOCKED}.
 */
export const LOCK_TENANT = Prisma.sql`
  tenant AS MATERIALIZED (
    SELECT FROM linekeeper.tenants WHERE id IN (SELECT tenant_id FROM asked) FOR KEY SHARE
  )
`;

/** Also true if the tenant doesn't exist. In that case, the foreign key refuses the line. */
export const TENANT_LOCKED = Prisma.sql`(SELECT count(*) FROM tenant) >= 0`;

interface NewLine {
  tenantId: string;
  phoneNumber: PhoneNumber;
  cause: Cause;
}

/** Claims a line in the caller's transaction. The caller retries after a lost race. Returns whether the tenant holds the line now. */
export async function takeLine(client: Queryable, line: NewLine): Promise<boolean> {
  const [row] = await run<{ held: boolean }>(
    client,
    Prisma.sql`
      WITH ${askedLineCte(line)}, ${LOCK_TENANT}, ${claimCtes({ condition: TENANT_LOCKED })}
      SELECT EXISTS (SELECT FROM claimed) OR EXISTS (SELECT FROM holder WHERE tenant_id = ${line.tenantId}) AS held
    `,
  );
  return row?.held ?? false;
}

/** `asked` for {@link claimCtes}: one tenant claims one line, whatever line it held. */
export function askedLineCte({ tenantId, phoneNumber, cause }: NewLine): Prisma.Sql {
  return Prisma.sql`asked AS (
    SELECT ${tenantId}::text AS tenant_id, ${phoneNumber}::text AS e164, false AS must_replace, ${causeColumns(cause)}
  )`;
}

/**
 * The parts of a claim, for a statement that starts with WITH and that {@link rerunLostRaces} runs. `asked` has the tenants
 * that claim a line each, all different, and why: the columns of {@link askedLineCte}. `must_replace`: the claim is made only
 * if it replaces a line. `condition` can read the columns of `free`, which are those of `asked`.
 *
 * `holder` is the line before the claim, `claimed` the line after it. A tenant is in one of them. The unique indexes decide:
 * `holder` only avoids a write that would fail, because PostgreSQL would log it with the number. A line that is reserved for
 * other tenants stays free.
 */
export function claimCtes({ condition }: { condition: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`
    holder AS (
      SELECT lines.e164, lines.tenant_id, lines.claimed_at FROM asked JOIN linekeeper.lines ON lines.e164 = asked.e164
    ), free AS (
      SELECT * FROM asked
      WHERE e164 NOT IN (SELECT e164 FROM holder)
        AND ${isUnreserved(Prisma.sql`asked.tenant_id`, Prisma.sql`asked.e164`)}
    ), replaced AS (
      DELETE FROM linekeeper.lines USING free
      WHERE lines.tenant_id = free.tenant_id AND ${condition}
      RETURNING lines.e164, lines.tenant_id
    ), claimed AS (
      INSERT INTO linekeeper.lines (e164, tenant_id)
      SELECT e164, tenant_id FROM free
      -- The count makes PostgreSQL run the deletion first.
      WHERE ${condition} AND (SELECT count(*) FROM replaced) >= 0
        AND (NOT must_replace OR tenant_id IN (SELECT tenant_id FROM replaced))
      -- In the same order in every statement, so that two of them seldom wait for each other.
      ORDER BY e164
      RETURNING e164, tenant_id, claimed_at
    ), ${historyCte(
      'claim_events',
      Prisma.sql`
        SELECT e164, 'RELEASED', tenant_id, NULL FROM replaced
        UNION ALL SELECT e164, 'CLAIMED', NULL, tenant_id FROM claimed`,
      Prisma.sql`actor_type, actor_id, actor_name, reason, request_id`,
      Prisma.sql`JOIN free ON free.tenant_id = coalesce(from_tenant_id, to_tenant_id)`,
    )}
  `;
}

/** Releases the tenant's line: `phoneNumber` only, if it's given. Returns its number, or null if nothing was released. */
export function releaseLine(
  client: Queryable,
  { tenantId, phoneNumber, cause }: { tenantId: TenantId; phoneNumber?: PhoneNumber | undefined; cause: Cause },
): Promise<PhoneNumber | null> {
  const condition = phoneNumber === undefined ? ALWAYS : Prisma.sql`e164 = ${phoneNumber}`;
  return retryDeadlocks(async () => {
    const ctes = releaseCtes({ tenantId, cause, condition });
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
    ), ${historyCte('release_events', Prisma.sql`SELECT e164, ${kind}, tenant_id, NULL FROM released`, causeColumns(cause))}
  `;
}

/** Lines and tenants. The values at the same position are a pair. */
export interface LinePairs {
  tenantIds: string[];
  phoneNumbers: PhoneNumber[];
  cause: Cause;
}

/**
 * Gives lines to tenants that hold none. Lines that are held by now and tenants that have a line by now are skipped.
 * Returns the tenants that got their line.
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
      ), ${historyCte('move_events', Prisma.sql`SELECT e164, ${kind}, NULL, tenant_id FROM moved`, causeColumns(cause))}
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
        causeColumns(cause),
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
      ), ${historyCte('release_events', Prisma.sql`SELECT e164, 'RELEASED', tenant_id, NULL FROM released`, causeColumns(cause))}
      SELECT tenant_id FROM released
    `,
  );
  return rows.map((row) => row.tenant_id);
}

/**
 * Records that a decision took these numbers from what the tenants had stored elsewhere. They don't hold these lines here, so no
 * holder changes: an event of the kind ASSIGNED without a tenant afterwards. Of lines that they hold, nothing is recorded.
 */
export async function recordTaken(client: Queryable, { tenantIds, phoneNumbers, cause }: LinePairs): Promise<void> {
  if (tenantIds.length === 0) return;
  const taken = Prisma.sql`
    SELECT e164, 'ASSIGNED', tenant_id, NULL FROM unnest(${phoneNumbers}::text[], ${tenantIds}::text[]) AS pairs (e164, tenant_id)
    WHERE NOT EXISTS (SELECT FROM linekeeper.lines WHERE lines.e164 = pairs.e164 AND lines.tenant_id = pairs.tenant_id)`;
  await run(
    client,
    Prisma.sql`WITH ${historyCte('taken_events', taken, causeColumns(cause))} SELECT count(*) FROM taken_events`,
  );
}

/** Appends to the history. `changes` returns (e164, kind, tenant before, tenant after); `cause`: see {@link causeColumns}. */
function historyCte(name: string, changes: Prisma.Sql, cause: Prisma.Sql, more = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    ${Prisma.raw(name)} AS (
      INSERT INTO linekeeper.line_events
        (e164, kind, from_tenant_id, to_tenant_id, actor_type, actor_id, actor_name, reason, request_id)
      SELECT changes.e164, kind, from_tenant_id, to_tenant_id, ${cause}
      FROM (${changes}) AS changes (e164, kind, from_tenant_id, to_tenant_id) ${more}
      RETURNING 1
    )
  `;
}

function causeColumns({ actor, reason = null, requestId = null }: Cause): Prisma.Sql {
  return Prisma.sql`
    ${actor.type}::text AS actor_type, ${actor.id}::text AS actor_id, ${actor.name}::text AS actor_name,
    ${reason}::text AS reason, ${requestId}::text AS request_id
  `;
}
