import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { LegacyShape } from './legacy-shape.ts';

/** Companies in one transaction. It's short, because their claims wait for it. */
const BATCH = 500;

/**
 * Reserves the lines that the last staging found for the companies that have them in the legacy table and don't hold
 * them here. Nobody else can claim these lines. A company whose row has changed since is left out: following that
 * change reserves its lines. Reads `legacy_staged`.
 */
export async function reserveLines(client: pg.Client, shape: LegacyShape): Promise<void> {
  for (let after = -1; ; ) {
    const last = await inTransaction(client, () => reserveBatch(client, shape, after));
    if (last === null) return;
    after = last;
  }
}

/** The companies are locked in the same way as when a change is followed. Only then are their rows read again. */
async function reserveBatch(client: pg.Client, { sql }: LegacyShape, after: number): Promise<number | null> {
  const { rows } = await client.query<{ tenant_id: string; position: string }>({
    name: 'reserved companies',
    text: `
      SELECT tenant_id, position FROM legacy_staged s
      WHERE position > $1 AND (status NOT IN ('HELD', 'BLANK', 'MISSING', 'CLEARED')
        OR EXISTS (SELECT FROM linekeeper.line_reservations r WHERE r.tenant_id = s.tenant_id))
      ORDER BY position LIMIT ${BATCH}`,
    values: [after],
  });
  const last = rows.at(-1);
  if (!last) return null;
  const ids = rows.map((row) => row.tenant_id);
  await client.query('SELECT FROM linekeeper.tenants WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE', [ids]);
  await client.query({
    name: 'reserve',
    text: `
      WITH same AS (
        SELECT s.* FROM legacy_staged s
        JOIN ${sql.table} AS t ON ${sql.idText} = s.tenant_id AND ${sql.idText} = ANY($3::text[])
        JOIN linekeeper.tenants own ON own.id = s.tenant_id
        LEFT JOIN linekeeper.lines n ON n.tenant_id = s.tenant_id
        WHERE s.position > $1 AND s.position <= $2 AND s.tenant_id = ANY($3::text[])
          AND s.column_value IS NOT DISTINCT FROM ${sql.column}
          AND (s.config_value IS NOT DISTINCT FROM ${sql.config} OR NOT ${sql.configIsObject})
          AND n.e164 IS NOT DISTINCT FROM s.held_e164
          AND NOT EXISTS (SELECT FROM linekeeper.legacy_queue q WHERE q.tenant_id = s.tenant_id)
      ), wanted AS (
        SELECT tenant_id, line FROM same, unnest(ARRAY[column_e164, config_e164]) AS line
        WHERE line IS NOT NULL AND line IS DISTINCT FROM held_e164
      ), ended AS (
        DELETE FROM linekeeper.line_reservations r USING same
        WHERE r.tenant_id = same.tenant_id AND r.tenant_id = ANY($3::text[])
          AND NOT EXISTS (SELECT FROM wanted w WHERE w.tenant_id = r.tenant_id AND w.line = r.e164)
      )
      INSERT INTO linekeeper.line_reservations (e164, tenant_id)
      SELECT DISTINCT line, tenant_id FROM wanted ON CONFLICT DO NOTHING`,
    values: [after, last.position, ids],
  });
  return Number(last.position);
}
