import { type Cause, moveLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { withoutMirror } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { mirrorMissing } from './mirror-missing.ts';
import { registerTenants } from './register.ts';
import { reserveLines } from './reserve-lines.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';

/** How many companies are moved in one transaction. It's short, so that a concurrent claim of one of their lines hardly waits. */
const BATCH = 200;

export interface BackfillOptions extends StagingOptions {
  /** Called after each batch. */
  onMoved?: (done: number, total: number) => void;
  /** For the history. */
  cause: Cause;
}

export interface BackfillResult {
  /** How many companies' numbers this run moved. */
  moved: number;
  /** What is left. The ones that are CLEAN changed during the run. */
  left: LegacyCounts;
}

/**
 * Gives companies the CLEAN lines that they have in the legacy table, one transaction for each batch. It doesn't change the
 * legacy table. If the process dies, its current batch is rolled back, and another run continues. A company that changes its
 * number meanwhile, in either system, wins.
 */
export async function backfillLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { onMoved = () => {}, cause, ...options }: BackfillOptions,
): Promise<BackfillResult> {
  await registerTenants(client, shape);
  const left = await stageLegacy(client, shape, options);
  await reserveLines(client, shape);
  await mirrorMissing(client, shape);
  const total = left.CLEAN;
  const { rows } = await client.query<{ last: string | null }>('SELECT max(position) AS last FROM legacy_staged');
  let moved = 0;
  for (let first = 0; first <= Number(rows[0]?.last ?? -1); first += BATCH) {
    const batch = await inTransaction(client, () => moveBatch(client, shape, first, cause));
    left.CLEAN -= batch.moved + batch.taken;
    left.HELD += batch.moved;
    left.TAKEN += batch.taken;
    moved += batch.moved;
    onMoved(moved, total);
  }
  return { moved, left };
}

/**
 * The legacy rows are locked while their lines are moved, so the numbers in them don't change meanwhile, in either system. A claim
 * doesn't wait for that: it's written to its legacy row later. The unique indexes decide against a claim that came first. `taken`:
 * another company has claimed the line.
 */
async function moveBatch(
  client: pg.Client,
  { sql }: LegacyShape,
  first: number,
  cause: Cause,
): Promise<{ moved: number; taken: number }> {
  const positions = [first, first + BATCH - 1];
  const staged = await client.query<{ tenant_id: string }>({
    name: 'batch',
    text: `SELECT tenant_id FROM legacy_staged WHERE position BETWEEN $1 AND $2 AND status = 'CLEAN'`,
    values: positions,
  });
  // Repeated in each statement, so that PostgreSQL looks rows up by their keys, however many rows it expects in a
  // batch.
  const ids = staged.rows.map((row) => row.tenant_id);
  if (ids.length === 0) return { moved: 0, taken: 0 };
  await withoutMirror(client);
  const { rows } = await client.query<{ tenant_id: string; e164: PhoneNumber }>({
    name: 'judge',
    text: `
      SELECT s.tenant_id, s.e164
      FROM legacy_staged s
      JOIN ${sql.table} AS t ON ${sql.idText} = s.tenant_id AND ${sql.idText} = ANY($3::text[])
      JOIN linekeeper.tenants own ON own.id = s.tenant_id AND own.id = ANY($3::text[])
      WHERE s.position BETWEEN $1 AND $2 AND s.status = 'CLEAN'
        AND NOT EXISTS (SELECT FROM linekeeper.lines n WHERE n.tenant_id = s.tenant_id)
        AND s.column_value IS NOT DISTINCT FROM ${sql.column} AND s.config_value IS NOT DISTINCT FROM ${sql.config}
      FOR SHARE OF t`,
    values: [...positions, ids],
  });
  const moved = await moveLines(client, {
    tenantIds: rows.map((row) => row.tenant_id),
    phoneNumbers: rows.map((row) => row.e164),
    cause,
  });
  await client.query({
    name: 'settle',
    text: `
      WITH moved AS (
        DELETE FROM linekeeper.line_reservations WHERE tenant_id = ANY($3::text[])
      )
      INSERT INTO linekeeper.legacy_settlements AS s (tenant_id, outcome, e164)
      SELECT tenant_id, 'MOVED', e164 FROM legacy_staged WHERE position BETWEEN $1 AND $2 AND tenant_id = ANY($3::text[])
      -- What a company has lost to another one stays recorded, so that revert can put it back.
      ON CONFLICT (tenant_id) DO UPDATE SET outcome = CASE s.outcome WHEN 'LOST' THEN s.outcome ELSE 'MOVED' END,
        e164 = CASE s.outcome WHEN 'LOST' THEN s.e164 ELSE excluded.e164 END,
        reason = CASE s.outcome WHEN 'LOST' THEN s.reason END, lost = CASE s.outcome WHEN 'LOST' THEN s.lost ELSE '{}' END,
        column_value = CASE s.outcome WHEN 'LOST' THEN s.column_value END,
        config_value = CASE s.outcome WHEN 'LOST' THEN s.config_value END,
        config_was_null = s.outcome = 'LOST' AND s.config_was_null, settled_at = excluded.settled_at`,
    values: [...positions, moved],
  });
  const done = new Set(moved);
  const taken = rows.map((row) => row.tenant_id).filter((id) => !done.has(id));
  if (taken.length > 0) {
    await client.query(`UPDATE legacy_staged SET status = 'TAKEN' WHERE tenant_id = ANY($1::text[])`, [taken]);
  }
  return { moved: moved.length, taken: taken.length };
}
