import { CALLS_PER_PAGE, type CallRecord, type ListCallsOutput } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { TRPCError } from '@trpc/server';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { createEventIds } from '../line/event-ids.ts';
import { perDatabase } from '../store.ts';

/** A row of linekeeper.calls as raw SQL answers it. */
export type CallRow = Omit<CallRecord, 'at'> & { at: Date };

export const CALL_COLUMNS = Prisma.sql`
  id, at, e164 AS "phoneNumber", outcome, reason, target, answer_ms AS "answerMs", status,
  duration_seconds AS "durationSeconds", simulated
`;

/** The operator is allowed to know the number of a call, unlike a tenant; see {@link callIdsOf}. */
export function toCallRecord(row: CallRow): CallRecord {
  return { ...row, at: row.at.toISOString() };
}

/** The ids of calls as tenants see them. */
export const callIdsOf = perDatabase(({ budget }) => createEventIds(`calls ${budget.key}`));

/** A page of a tenant's calls, newest first. Throws BAD_REQUEST. */
export async function listCalls(handle: TenantHandle, cursor?: string): Promise<ListCallsOutput> {
  const { client, tenant } = handle;
  const ids = callIdsOf(handle);
  const last = cursor === undefined ? undefined : ids.open(cursor);
  if (last === null) throw new TRPCError({ code: 'BAD_REQUEST' });
  const before = last === undefined ? Prisma.sql`true` : Prisma.sql`id < ${last}::bigint`;
  const rows = await run<CallRow>(
    client,
    Prisma.sql`
      SELECT ${CALL_COLUMNS} FROM linekeeper.calls WHERE tenant_id = ${tenant.id} AND ${before}
      ORDER BY id DESC LIMIT ${CALLS_PER_PAGE + 1}
    `,
  );
  const page = rows.slice(0, CALLS_PER_PAGE).map((row) => toCallRecord({ ...row, id: ids.seal(row.id) }));
  return {
    calls: page,
    nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Few enough for one statement to stay far below its time limit, and for inserts not to wait. */
const BATCH = 1_000;

/** Deletes calls that have been kept long enough, in batches. Any process can, at any time. */
export async function deleteOldCalls(pool: Queryable, keepDays: number): Promise<number> {
  return inBatches(
    pool,
    Prisma.sql`
      DELETE FROM linekeeper.calls WHERE id = ANY(ARRAY(
        SELECT id FROM linekeeper.calls WHERE at < now() - make_interval(days => ${keepDays}::int)
        ORDER BY at LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
      ))
      RETURNING id
    `,
  );
}

/** As long as a call lasts at the provider. Until then, a copy of its request can come. */
const RELAYED_HOURS = 4;

/** Clears the old answers of the platform's webhook, which can contain personal data, in batches. The records stay. */
export async function clearRelayedAnswers(pool: Queryable): Promise<number> {
  return inBatches(
    pool,
    Prisma.sql`
      UPDATE linekeeper.calls SET twiml = NULL, correctable_by = NULL WHERE id = ANY(ARRAY(
        SELECT id FROM linekeeper.calls
        WHERE outcome = 'PLATFORM' AND twiml IS NOT NULL AND at < now() - make_interval(hours => ${RELAYED_HOURS}::int)
        ORDER BY at LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
      ))
      RETURNING id
    `,
  );
}

/**
 * Runs a statement until it finds less than a batch. Returns how many rows it changed. The statement compares ids with an
 * array, because PostgreSQL reads the whole table for `IN`.
 */
async function inBatches(pool: Queryable, statement: Prisma.Sql): Promise<number> {
  let total = 0;
  for (let changed = BATCH; changed === BATCH; total += changed) changed = (await run(pool, statement)).length;
  return total;
}
