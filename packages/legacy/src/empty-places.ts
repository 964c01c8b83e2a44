import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { type LeftNumber, leftNumbers } from './left-numbers.ts';
import { configValue, type LegacyShape, literals, quoted } from './legacy-shape.ts';
import { UNRESOLVED } from './legacy-tenant.ts';
import { type StagingOptions, stageLegacy } from './staging.ts';

/** Companies in one transaction. */
const BATCH = 500;

/** Removes a number only if it's the company's line here. Records what was there. `left`: the numbers that are still there. */
export async function emptyPlaces(
  client: pg.Client,
  shape: LegacyShape,
  options: StagingOptions,
  onEmptied: (done: number) => void,
): Promise<{ emptied: number; different: number; left: LeftNumber[] }> {
  const { link, sql } = shape;
  const counts = await stageLegacy(client, { ...shape, isLinked: false }, options);
  const sets = [
    ...(link.numberColumn === null ? [] : [`${quoted(link.numberColumn)} = NULL`]),
    ...(link.configColumn === null
      ? []
      : [
          `${quoted(link.configColumn)} = CASE jsonb_typeof(${sql.settings}) WHEN 'object'
          THEN (${sql.settings} #- ${literals(link.configPath)}) ELSE ${sql.settings} END`,
        ]),
  ];
  const { rows } = await client.query<{ last: string | null }>('SELECT max(position) AS last FROM legacy_staged');
  let emptied = 0;
  for (let first = 0; first <= Number(rows[0]?.last ?? -1); first += BATCH) {
    const batch = await inTransaction(client, () =>
      client.query({
        name: 'empty',
        text: `
          WITH batch AS (
            SELECT * FROM legacy_staged WHERE position BETWEEN $1 AND $2 AND status IN ('HELD', 'BLANK')
              -- An empty row was emptied before. Its record stays as it is.
              AND (column_value IS NOT NULL OR config_value <> 'null')
          ), emptied AS (
            UPDATE ${sql.table} AS t SET ${sets.join(', ')} FROM batch
            WHERE ${sql.idText} = batch.tenant_id AND batch.column_value IS NOT DISTINCT FROM ${sql.column}
              AND batch.config_value IS NOT DISTINCT FROM ${configValue(sql.settings, link.configPath)}
            RETURNING ${sql.idText} AS id
          ), ended AS (
            UPDATE linekeeper.legacy_endings e SET column_value = NULL, config_value = NULL FROM emptied WHERE e.tenant_id = emptied.id
          )
          INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, was_emptied, emptied_e164, emptied_column, emptied_config)
          SELECT tenant_id, 'EMPTIED', true, held_e164, column_value, config_value FROM batch
          JOIN emptied ON emptied.id = batch.tenant_id JOIN linekeeper.tenants own ON own.id = batch.tenant_id
          -- What a decision has removed is recorded beside it.
          ON CONFLICT (tenant_id) DO UPDATE SET was_emptied = true, emptied_e164 = excluded.emptied_e164,
            emptied_column = excluded.emptied_column, emptied_config = excluded.emptied_config`,
        values: [first, first + BATCH - 1],
      }),
    );
    emptied += batch.rowCount ?? 0;
    onEmptied(emptied);
  }
  const different = counts.CLEAN + UNRESOLVED.reduce((sum, status) => sum + counts[status], 0);
  return { emptied, different, left: await leftNumbers(client, shape) };
}
