import type pg from 'pg';

/**
 * Reserves the lines that the last staging found for the companies that have them in the legacy table and don't hold them here.
 * Nobody else can claim these lines. Reads `legacy_staged`.
 */
export async function reserveLines(client: pg.Client): Promise<void> {
  await client.query(`
    WITH wanted AS (
      SELECT tenant_id, line FROM legacy_staged, unnest(ARRAY[column_e164, config_e164]) AS line
      WHERE line IS NOT NULL AND line IS DISTINCT FROM held_e164
    ), ended AS (
      DELETE FROM linekeeper.line_reservations r USING legacy_staged s
      WHERE r.tenant_id = s.tenant_id AND NOT EXISTS (SELECT FROM wanted w WHERE w.tenant_id = r.tenant_id AND w.line = r.e164)
    )
    INSERT INTO linekeeper.line_reservations (e164, tenant_id)
    SELECT DISTINCT w.line, w.tenant_id FROM wanted w JOIN linekeeper.tenants own ON own.id = w.tenant_id
    ON CONFLICT DO NOTHING
  `);
}
