import type pg from 'pg';
import { type LegacyShape, literal } from './legacy-shape.ts';

/**
 * Records which companies are part of the link, their details here, and their numbers there, before the link ends. Then linking
 * again finds out which of them the legacy product has deleted since, and `restore` what was changed, and on which side.
 */
export async function recordEndings(client: pg.Client, shape: LegacyShape): Promise<void> {
  await client.query(`
    DELETE FROM linekeeper.legacy_endings; ${insertOf(shape)};
    COMMENT ON TABLE linekeeper.legacy_endings IS ${literal(shape.sql.table)}`);
}

/** Adds companies that were registered since. */
export async function recordNewEndings(client: pg.Client, shape: LegacyShape): Promise<void> {
  await client.query(
    `${insertOf(shape)} WHERE NOT EXISTS (SELECT FROM linekeeper.legacy_endings e WHERE e.tenant_id = own.id)`,
  );
}

/** Records what has changed since. */
export async function updateEndings(client: pg.Client, shape: LegacyShape): Promise<void> {
  await client.query(`
    UPDATE linekeeper.legacy_endings e SET (${RECORDED}) = ROW(${recordedOf(shape)})
    FROM linekeeper.tenants own JOIN ${shape.sql.table} AS t ON ${shape.sql.idText} = own.id
    WHERE own.id = e.tenant_id AND (${RECORDED.replace(/\w+/g, 'e.$&')}) IS DISTINCT FROM (${recordedOf(shape)})`);
}

function insertOf(shape: LegacyShape): string {
  return `
    INSERT INTO linekeeper.legacy_endings (tenant_id, ${RECORDED})
    SELECT own.id, ${recordedOf(shape)} FROM linekeeper.tenants own JOIN ${shape.sql.table} AS t ON ${shape.sql.idText} = own.id`;
}

const RECORDED = 'name, location, timezone, twilio_config, column_value, config_value';

/** Settings that aren't an object can hold secrets, so none of them is recorded. */
function recordedOf({ sql }: LegacyShape): string {
  return `own.name, own.location, own.timezone, own.twilio_config, ${sql.column}, CASE WHEN ${sql.configIsObject} THEN ${sql.config} END`;
}

/**
 * Queues the companies that were part of an earlier link of this table and have been deleted since, so that they are deleted
 * here, too. The comment says which table it was: in another one, all companies would seem to be deleted.
 */
export async function followDeletions(client: pg.Client, { sql }: LegacyShape): Promise<void> {
  await client.query(`
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind)
    SELECT e.tenant_id, 'FOLLOW' FROM linekeeper.legacy_endings e
    WHERE obj_description('linekeeper.legacy_endings'::regclass) = ${literal(sql.table)} AND NOT e.is_new
      AND NOT EXISTS (SELECT FROM ${sql.table} AS t WHERE ${sql.idText} = e.tenant_id)`);
}
