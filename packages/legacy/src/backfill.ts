import { moveLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { registerCompanies } from './register.ts';
import { settleDecided } from './settle-decided.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';

/** How many companies are moved in one transaction. It's short, so that a concurrent claim of one of their lines hardly waits. */
const BATCH = 200;

export interface BackfillOptions extends StagingOptions {
  /** Called after each batch. */
  onMoved?: (done: number, total: number) => void;
}

export interface BackfillResult {
  /** How many companies' numbers this run moved. */
  moved: number;
  /** What is left. CLEAN are companies whose legacy storage changed during the run. */
  left: LegacyCounts;
}

/**
 * Moves the numbers of CLEAN companies into `linekeeper.lines`, one transaction for each batch. It doesn't change the
 * legacy storage. If the process dies, its current batch is rolled back, and another run continues. A tenant that claims or
 * releases a line meanwhile wins.
 */
export async function backfillLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { onMoved = () => {}, ...options }: BackfillOptions,
): Promise<BackfillResult> {
  await registerCompanies(client, shape);
  const left = await stageLegacy(client, shape, options);
  // PostgreSQL doesn't collect statistics of temporary tables by itself, and would guess how large a batch is.
  await client.query('ANALYZE legacy_staged');
  const total = left.CLEAN;
  const { rows } = await client.query<{ last: string | null }>(`SELECT max(position) AS last FROM legacy_staged`);
  let moved = 0;
  for (let first = 0; first <= Number(rows[0]?.last ?? -1); first += BATCH) {
    const batch = await inTransaction(client, () => moveBatch(client, shape, first));
    left.CLEAN -= batch.moved + batch.superseded + batch.taken;
    left.SUPERSEDED += batch.superseded;
    left.TAKEN += batch.taken;
    moved += batch.moved;
    onMoved(moved, total);
  }
  await settleDecided(client, shape);
  return { moved, left };
}

interface Batch {
  moved: number;
  /** The company has set a number itself meanwhile. */
  superseded: number;
  /** Another company has set this one meanwhile. */
  taken: number;
}

/**
 * Locks the companies first, so that none of them changes a line meanwhile. Then checks them in a snapshot that is taken
 * after that. What can't be moved, because another company holds the line by now, isn't settled.
 */
async function moveBatch(client: pg.Client, { sql }: LegacyShape, first: number): Promise<Batch> {
  const positions = [first, first + BATCH - 1];
  const staged = await client.query<{ tenant_id: string }>({
    name: 'batch',
    text: `SELECT tenant_id FROM legacy_staged WHERE position BETWEEN $1 AND $2 AND status = 'CLEAN'`,
    values: positions,
  });
  // Named in each statement, so that PostgreSQL finds the rows by their keys whatever it guesses about a batch.
  const ids = staged.rows.map((row) => row.tenant_id);
  if (ids.length === 0) return { moved: 0, superseded: 0, taken: 0 };
  await client.query({
    name: 'lock',
    text: 'SELECT FROM linekeeper.tenants WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE',
    values: [ids],
  });
  const { rows } = await client.query<{ tenant_id: string; e164: PhoneNumber; decided_itself: boolean }>({
    name: 'judge',
    text: `
      SELECT s.tenant_id, s.e164,
        EXISTS (SELECT FROM linekeeper.line_events e WHERE e.to_tenant_id = s.tenant_id)
          OR EXISTS (SELECT FROM linekeeper.line_events e WHERE e.from_tenant_id = s.tenant_id) AS decided_itself
      FROM legacy_staged s
      JOIN public.tenants t ON t.id::text = s.tenant_id AND t.id::text = ANY($3::text[])
      JOIN linekeeper.tenants own ON own.id = s.tenant_id AND own.id = ANY($3::text[])
      WHERE s.position BETWEEN $1 AND $2 AND s.status = 'CLEAN'
        AND s.column_value IS NOT DISTINCT FROM ${sql.column} AND s.config_value IS NOT DISTINCT FROM ${sql.config}`,
    values: [...positions, ids],
  });
  const free = rows.filter((row) => !row.decided_itself);
  const superseded = rows.filter((row) => row.decided_itself).map((row) => row.tenant_id);
  const moved = await moveLines(client, {
    tenantIds: free.map((row) => row.tenant_id),
    phoneNumbers: free.map((row) => row.e164),
    cause: { actor: { type: 'OPERATOR', id: null, name: 'linekeeper backfill' } },
  });
  await client.query({
    name: 'settle',
    text: `
      INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, e164, column_value, config_value)
      SELECT tenant_id, 'MOVED', e164, column_value, config_value FROM legacy_staged
      WHERE position BETWEEN $1 AND $2 AND tenant_id = ANY($3::text[])`,
    values: [...positions, moved],
  });
  const done = new Set(moved);
  const taken = free.map((row) => row.tenant_id).filter((id) => !done.has(id));
  for (const [status, companies] of [
    ['SUPERSEDED', superseded],
    ['TAKEN', taken],
  ] as const) {
    if (companies.length > 0) {
      await client.query(
        'UPDATE legacy_staged SET status = $1 WHERE position BETWEEN $2 AND $3 AND tenant_id = ANY($4::text[])',
        [status, ...positions, companies],
      );
    }
  }
  return { moved: moved.length, superseded: superseded.length, taken: taken.length };
}
