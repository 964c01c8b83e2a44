import type pg from 'pg';
import type { LegacyShape } from './legacy-shape.ts';

/**
 * Records that nothing is left to decide for companies that have changed their line themselves, or whose line was assigned to
 * another company. With `blanks`, also for those with an empty text. Reads `legacy_staged`, and skips companies whose legacy
 * storage has changed since.
 */
export async function settleDecided(
  client: pg.Client,
  { sql }: LegacyShape,
  { blanks = false }: { blanks?: boolean } = {},
): Promise<void> {
  await client.query(`
    INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, reason, column_value, config_value)
    SELECT own.id, CASE s.status WHEN 'BLANK' THEN 'DROPPED' ELSE s.status END, d.reason, s.column_value, s.config_value
    FROM legacy_staged s
    JOIN public.tenants t ON t.id::text = s.tenant_id
    JOIN linekeeper.tenants own ON own.id = s.tenant_id
    LEFT JOIN linekeeper.legacy_settlements d ON d.outcome = 'ASSIGNED' AND d.e164 = s.e164
    WHERE (
        s.status = 'SUPERSEDED'
        OR (s.status = 'LOST' AND d.tenant_id IS NOT NULL)
        OR (s.status = 'BLANK' AND ${blanks})
      )
      AND s.column_value IS NOT DISTINCT FROM ${sql.column} AND s.config_value IS NOT DISTINCT FROM ${sql.config}
    FOR KEY SHARE OF own
    ON CONFLICT (tenant_id) DO NOTHING
  `);
}
