import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { UNRESOLVED } from './legacy-company.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { settleDecided } from './settle-decided.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';

/** Companies in one transaction. */
const BATCH = 1_000;

export interface ContractOptions extends StagingOptions {
  /** Told after every batch. */
  onCleared?: (done: number, total: number) => void;
}

export type ContractAnswer =
  /** Nothing was changed. */
  | { outcome: 'UNRESOLVED'; left: LegacyCounts }
  /** The legacy system wrote meanwhile: it still runs. What was emptied is kept in the settlements. */
  | { outcome: 'STILL_WRITTEN'; companies: number }
  /** `cleared`: companies whose legacy places were emptied now. */
  | { outcome: 'EMPTIED' | 'NOTHING_LEFT'; cleared: number };

/**
 * Empties both legacy places once every company's number is moved or decided about. What was there stays in
 * `legacy_settlements`. A place is emptied only if it still holds what was settled. The column itself stays: it is the
 * legacy product's. Can be run again.
 */
export async function contractLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { onCleared = () => {}, ...options }: ContractOptions,
): Promise<ContractAnswer> {
  const left = await stageLegacy(client, shape, options);
  if (left.CLEAN + UNRESOLVED.reduce((sum, status) => sum + left[status], 0) > 0) {
    return { outcome: 'UNRESOLVED', left };
  }
  await settleDecided(client, shape, { blanks: true });
  const cleared = await clear(client, shape, (done) => onCleared(done, left.companies));
  const companies = await stillThere(client, shape);
  if (companies > 0) return { outcome: 'STILL_WRITTEN', companies };
  return { outcome: cleared > 0 ? 'EMPTIED' : 'NOTHING_LEFT', cleared };
}

/** In the order of the ids, so that no company is looked at twice. */
async function clear(
  client: pg.Client,
  { hasColumn, sql }: LegacyShape,
  onBatch: (done: number) => void,
): Promise<number> {
  const column = hasColumn ? `"phoneNumber" = NULL,` : '';
  let after: string | null = null;
  let cleared = 0;
  for (let done = 0; ; ) {
    const { rows }: pg.QueryResult<{ seen: number; last: string | null; cleared: number }> = await inTransaction(
      client,
      () =>
        client.query({
          name: after === null ? 'clear first' : 'clear',
          text: `
            WITH batch AS (
              SELECT id FROM public.tenants ${after === null ? '' : 'WHERE id > $1'} ORDER BY id LIMIT ${BATCH}
            ), cleared AS (
              UPDATE public.tenants t SET ${column} "twilioConfig" =
                CASE jsonb_typeof(t."twilioConfig") WHEN 'object' THEN t."twilioConfig" - 'phoneNumber' ELSE t."twilioConfig" END
              FROM batch LEFT JOIN linekeeper.legacy_settlements s ON s.tenant_id = batch.id::text
              WHERE t.id = batch.id
                AND (${sql.column} IS NOT NULL OR (jsonb_typeof(t."twilioConfig") = 'object' AND t."twilioConfig" ? 'phoneNumber'))
                AND (
                  (s.column_value IS NOT DISTINCT FROM ${sql.column} AND s.config_value IS NOT DISTINCT FROM ${sql.config})
                  OR (${sql.column} IS NULL AND ${sql.config} = 'null')
                )
              RETURNING t.id
            )
            SELECT count(*)::int AS seen, max(id) AS last, (SELECT count(*)::int FROM cleared) AS cleared FROM batch`,
          values: after === null ? [] : [after],
        }),
    );
    const [batch] = rows;
    if (!batch || batch.last === null) return cleared;
    after = batch.last;
    cleared += batch.cleared;
    done += batch.seen;
    onBatch(done);
  }
}

/** Companies whose places hold something that was not settled. */
async function stillThere(client: pg.Client, { sql }: LegacyShape): Promise<number> {
  const { rows } = await client.query<{ companies: number }>(`
    SELECT count(*)::int AS companies FROM public.tenants t
    WHERE ${sql.column} IS NOT NULL OR (jsonb_typeof(t."twilioConfig") = 'object' AND t."twilioConfig" ? 'phoneNumber')
  `);
  return rows[0]?.companies ?? 0;
}
