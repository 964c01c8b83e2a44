import type pg from 'pg';
import type { LegacyShape } from './legacy-shape.ts';

/**
 * Queues the lines that the last staging didn't find in the legacy table, so that they are written there. A company whose
 * row has changed since, or is in use, is left out: following that change decides. The rows are locked, so that a change can't be
 * followed before its line is queued, and overwritten afterwards. Reads `legacy_staged`.
 */
export async function mirrorMissing(client: pg.Client, { sql }: LegacyShape): Promise<void> {
  await client.query(`
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind)
    SELECT s.tenant_id, 'MIRROR' FROM legacy_staged s JOIN ${sql.table} AS t ON ${sql.idText} = s.tenant_id
    WHERE s.status = 'MISSING' AND s.column_value IS NOT DISTINCT FROM ${sql.column}
      AND (s.config_value IS NOT DISTINCT FROM ${sql.config} OR NOT ${sql.configIsObject})
    FOR SHARE OF t SKIP LOCKED`);
}
