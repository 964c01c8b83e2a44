import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';

/**
 * Those of the lines that more than one company holds, has in the legacy table, or probably means there. Reads
 * `legacy_staged`.
 */
export async function contestedLines(client: pg.Client, lines: readonly PhoneNumber[]): Promise<Set<PhoneNumber>> {
  const { rows } = await client.query<{ line: PhoneNumber }>(
    `SELECT line FROM (
       SELECT line, tenant_id FROM legacy_staged,
         unnest(ARRAY[column_e164, config_e164, column_suggestion, config_suggestion, held_e164]) AS line
       WHERE line = ANY($1::text[])
       UNION SELECT e164, tenant_id FROM linekeeper.lines WHERE e164 = ANY($1::text[])
     ) AS claims GROUP BY line HAVING count(*) > 1`,
    [lines],
  );
  return new Set(rows.map(({ line }) => line));
}
