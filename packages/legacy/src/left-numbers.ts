import type pg from 'pg';
import { type LegacyShape, literal } from './legacy-shape.ts';

/**
 * A number that `contract --empty` leaves in the legacy table. NOT_AN_OBJECT: the JSON isn't an object, or one on the path isn't, so
 * nothing can be removed there, and the column stays as well. DIFFERENT: it isn't the number that the company has in Linekeeper.
 * CHANGED: it was changed while the command ran.
 */
export interface LeftNumber {
  tenantId: string;
  place: string;
  reason: 'NOT_AN_OBJECT' | 'DIFFERENT' | 'CHANGED';
}

/** Reads `legacy_staged`, which has no content of JSON that isn't an object, because it can contain secrets. */
export async function leftNumbers(client: pg.Client, { link, isMigrated }: LegacyShape): Promise<LeftNumber[]> {
  if (!isMigrated) return [];
  const config = [link.configColumn, ...link.configPath].join('.');
  const { rows } = await client.query<LeftNumber>(`
    SELECT s.tenant_id AS "tenantId", p.place, s.reason FROM (
      SELECT *, CASE WHEN status <> 'HELD' THEN 'DIFFERENT'
        WHEN config_value = '"(not an object)"' THEN 'NOT_AN_OBJECT' ELSE 'CHANGED' END AS reason
      FROM legacy_staged WHERE status NOT IN ('NONE', 'BLANK', 'MISSING')
    ) AS s
    CROSS JOIN LATERAL (VALUES
      (${literal(link.numberColumn ?? '')}, s.column_value IS NOT NULL),
      (${literal(config)}, CASE s.reason WHEN 'NOT_AN_OBJECT' THEN s.config_e164 IS NOT NULL
        ELSE coalesce(s.config_value, 'null') <> 'null' END)
    ) AS p (place, is_there)
    LEFT JOIN linekeeper.legacy_settlements d ON d.tenant_id = s.tenant_id
    WHERE p.is_there AND NOT (s.reason = 'CHANGED' AND coalesce(d.was_emptied, false))
    ORDER BY s.tenant_id, p.place`);
  return rows;
}

/** The numbers that `contract --empty` will leave, although the companies have them in Linekeeper. */
export async function numbersWithoutObject(client: pg.Client, shape: LegacyShape): Promise<LeftNumber[]> {
  return (await leftNumbers(client, shape)).filter(({ reason }) => reason === 'NOT_AN_OBJECT');
}
