import type pg from 'pg';
import { followChanges } from './follow.ts';
import { inTransaction } from './in-transaction.ts';
import { UNRESOLVED } from './legacy-company.ts';
import { configValue, type LegacyShape, literals, quoted } from './legacy-shape.ts';
import { removeTriggers } from './link/link.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';

/** Companies in one transaction. */
const BATCH = 500;

export interface ContractOptions extends StagingOptions {
  /** Also remove the numbers from the legacy table. */
  empty?: boolean;
  /** Called after each batch. */
  onEmptied?: (done: number) => void;
}

export type ContractAnswer =
  /** Nothing was changed. */
  | { outcome: 'UNRESOLVED'; left: LegacyCounts }
  /** `emptied`: companies whose number was removed now. `different`: their number isn't the one here, so it was left. */
  | { outcome: 'ENDED'; emptied: number; different: number };

/**
 * Ends the link. It checks everything first, and changes nothing unless every number is moved or decided. Then it copies the
 * companies' details, and removes the triggers in the same transaction. The columns of the legacy table stay. With `empty`, the
 * numbers are removed afterwards, in batches, and recorded. It can be run again.
 */
export async function contractLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { empty = false, onEmptied = () => {}, ...options }: ContractOptions,
): Promise<ContractAnswer> {
  if (shape.isLinked) {
    await followChanges(client, shape.link);
    const left = await stageLegacy(client, shape, options);
    const pending = await pendingChanges(client);
    if (
      left.CLEAN +
        left.MISSING +
        left.refusedClaims +
        pending +
        UNRESOLVED.reduce((sum, status) => sum + left[status], 0) >
      0
    ) {
      return { outcome: 'UNRESOLVED', left };
    }
    await removeTriggers(client, async () => {
      await copyDetails(client, shape);
      await client.query(`
        UPDATE linekeeper.legacy_links SET contracted_at = now();
        DELETE FROM linekeeper.line_reservations`);
    });
  }
  if (!empty) return { outcome: 'ENDED', emptied: 0, different: 0 };
  return { outcome: 'ENDED', ...(await emptyPlaces(client, shape, options, onEmptied)) };
}

async function pendingChanges(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pending: number }>(
    'SELECT count(*)::int AS pending FROM linekeeper.legacy_queue',
  );
  return rows[0]?.pending ?? 0;
}

/** From now on, our own tables have the details. The settings stay: secrets aren't copied by SQL. */
async function copyDetails(client: pg.Client, { sql }: LegacyShape): Promise<void> {
  await client.query(`
    UPDATE linekeeper.tenants own SET name = coalesce(nullif(${sql.name}, ''), own.name), location = ${sql.location}, timezone = ${sql.timezone}
    FROM ${sql.table} AS t WHERE ${sql.idText} = own.id`);
}

/** Removes a number only if it's the company's line here. Records what was there. */
async function emptyPlaces(
  client: pg.Client,
  shape: LegacyShape,
  options: StagingOptions,
  onEmptied: (done: number) => void,
): Promise<{ emptied: number; different: number }> {
  const { link, sql } = shape;
  const left = await stageLegacy(client, shape, options);
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
          ), emptied AS (
            UPDATE ${sql.table} AS t SET ${sets.join(', ')} FROM batch
            WHERE ${sql.idText} = batch.tenant_id AND batch.column_value IS NOT DISTINCT FROM ${sql.column}
              AND batch.config_value IS NOT DISTINCT FROM ${configValue(sql.settings, link.configPath)}
            RETURNING ${sql.idText} AS id
          )
          INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, e164, column_value, config_value)
          SELECT tenant_id, 'EMPTIED', held_e164, column_value, config_value FROM batch
          JOIN emptied ON emptied.id = batch.tenant_id JOIN linekeeper.tenants own ON own.id = batch.tenant_id
          ON CONFLICT (tenant_id) DO UPDATE SET outcome = 'EMPTIED', e164 = excluded.e164,
            column_value = excluded.column_value, config_value = excluded.config_value, settled_at = excluded.settled_at`,
        values: [first, first + BATCH - 1],
      }),
    );
    emptied += batch.rowCount ?? 0;
    onEmptied(emptied);
  }
  const different = left.CLEAN + UNRESOLVED.reduce((sum, status) => sum + left[status], 0);
  return { emptied, different };
}
