import { CALLS_PER_PAGE, type CallRecord, type ListCallsOutput } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A row of linekeeper.calls as raw SQL answers it. */
export type CallRow = Omit<CallRecord, 'at'> & { at: Date };

export const CALL_COLUMNS = Prisma.sql`
  id, at, e164 AS "phoneNumber", outcome, reason, target, answer_ms AS "answerMs", status,
  duration_seconds AS "durationSeconds", simulated
`;

export function toCallRecord(row: CallRow): CallRecord {
  return { ...row, at: row.at.toISOString() };
}

/** A page of a tenant's calls, newest first. */
export async function listCalls(pool: Queryable, tenantId: TenantId, cursor?: string): Promise<ListCallsOutput> {
  const before = cursor === undefined ? Prisma.sql`true` : Prisma.sql`id < ${cursor}::bigint`;
  const rows = await run<CallRow>(
    pool,
    Prisma.sql`
      SELECT ${CALL_COLUMNS} FROM linekeeper.calls WHERE tenant_id = ${tenantId} AND ${before}
      ORDER BY id DESC LIMIT ${CALLS_PER_PAGE + 1}
    `,
  );
  const page = rows.slice(0, CALLS_PER_PAGE);
  return {
    calls: page.map(toCallRecord),
    nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Few enough for one statement to stay far below its time limit, and for inserts not to wait. */
const BATCH = 1_000;

/** Deletes calls that have been kept long enough, in batches. Any process can, at any time. */
export async function deleteOldCalls(pool: Queryable, keepDays: number): Promise<number> {
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    const rows = await run(
      pool,
      Prisma.sql`
        DELETE FROM linekeeper.calls WHERE id IN (
          SELECT id FROM linekeeper.calls WHERE at < now() - make_interval(days => ${keepDays}::int)
          ORDER BY at LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
        )
        RETURNING id
      `,
    );
    deleted = rows.length;
  }
  return total;
}
