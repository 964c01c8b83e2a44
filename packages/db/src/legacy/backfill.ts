import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { settleDecided } from './settle-decided.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';

/** Companies that are moved in one transaction: a moment's work, so that who claims one of their lines hardly waits. */
const BATCH = 500;

export interface BackfillOptions extends StagingOptions {
  /** Told after every batch. */
  onMoved?: (done: number, total: number) => void;
}

export interface BackfillResult {
  /** How many companies' numbers were moved now. */
  moved: number;
  /** What is left; CLEAN are those whose legacy storage was written to at that moment. */
  left: LegacyCounts;
}

/**
 * Moves the numbers of CLEAN companies into `inbound_numbers`, a batch a transaction, and leaves the legacy storage as it
 * is. A process that dies loses the batch that it was at; another run goes on. Whoever claims a line or releases one
 * meanwhile wins.
 */
export async function backfillLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { onMoved = () => {}, ...options }: BackfillOptions,
): Promise<BackfillResult> {
  const left = await stageLegacy(client, shape, options);
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
 * Settles first and moves then: the settlement's key is what a company's own release meets. What is settled but was not
 * moved is undone, unless the company holds a number itself.
 */
async function moveBatch(client: pg.Client, { sql }: LegacyShape, first: number): Promise<Batch> {
  const positions = [first, first + BATCH - 1];
  const settled = await client.query<{ tenant_id: string }>({
    name: 'settle',
    text: `
      INSERT INTO legacy_settlements (tenant_id, outcome, e164, column_value, config_value)
      SELECT t.id, 'MOVED', s.e164, s.column_value, s.config_value
      FROM legacy_staged s JOIN tenants t ON t.id = s.tenant_id
      WHERE s.position BETWEEN $1 AND $2 AND s.status = 'CLEAN'
        AND s.column_value IS NOT DISTINCT FROM ${sql.column} AND s.config_value IS NOT DISTINCT FROM ${sql.config}
      FOR KEY SHARE OF t
      ON CONFLICT (tenant_id) DO NOTHING
      RETURNING tenant_id`,
    values: positions,
  });
  const ids = settled.rows.map((row) => row.tenant_id);
  if (ids.length === 0) return { moved: 0, superseded: 0, taken: 0 };
  const { rows } = await client.query<{ tenant_id: string }>({
    name: 'move',
    text: `
      INSERT INTO inbound_numbers (e164, tenant_id)
      SELECT e164, tenant_id FROM legacy_settlements WHERE tenant_id = ANY($1::text[]) ORDER BY e164
      ON CONFLICT DO NOTHING
      RETURNING tenant_id`,
    values: [ids],
  });
  const moved = new Set(rows.map((row) => row.tenant_id));
  const left = ids.filter((id) => !moved.has(id));
  if (left.length === 0) return { moved: moved.size, superseded: 0, taken: 0 };
  const { rowCount } = await client.query(
    `UPDATE legacy_settlements SET outcome = 'SUPERSEDED', e164 = NULL
     WHERE tenant_id = ANY($1::text[]) AND tenant_id IN (SELECT tenant_id FROM inbound_numbers)`,
    [left],
  );
  await client.query(`DELETE FROM legacy_settlements WHERE tenant_id = ANY($1::text[]) AND outcome = 'MOVED'`, [left]);
  await client.query(
    `UPDATE legacy_staged SET status = CASE WHEN tenant_id IN (SELECT tenant_id FROM inbound_numbers) THEN 'SUPERSEDED' ELSE 'TAKEN' END
     WHERE position BETWEEN $1 AND $2 AND tenant_id = ANY($3::text[])`,
    [...positions, left],
  );
  const superseded = rowCount ?? 0;
  return { moved: moved.size, superseded, taken: left.length - superseded };
}
