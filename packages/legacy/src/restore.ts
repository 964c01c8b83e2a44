import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { both, writePlaces } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { installTriggers } from './link/link.ts';

const BATCH = 500;

interface Row {
  id: string;
  line: PhoneNumber | null;
  emptied: PhoneNumber | null;
  wasEmptied: boolean;
  column_value: string | null;
  config_value: unknown;
}

/**
 * Takes `contract` back: links the table again, and writes every company's line into it. A company whose line is still the one that
 * `contract` removed gets its old text back.
 */
export async function restoreLegacy(client: pg.Client, shape: LegacyShape, servingRole: string): Promise<number> {
  await installTriggers(client, shape, servingRole);
  let restored = 0;
  for (let after = ''; ; ) {
    const { rows } = await client.query<Row>(
      `SELECT own.id, n.e164 AS line, s.e164 AS emptied, coalesce(s.outcome = 'EMPTIED', false) AS "wasEmptied", s.column_value, s.config_value
       FROM linekeeper.tenants own LEFT JOIN linekeeper.lines n ON n.tenant_id = own.id
       LEFT JOIN linekeeper.legacy_settlements s ON s.tenant_id = own.id
       WHERE own.id > $1 ORDER BY own.id LIMIT ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return restored;
    after = last.id;
    for (const row of rows) if (await inTransaction(client, () => restoreCompany(client, row))) restored++;
  }
}

async function restoreCompany(client: pg.Client, row: Row): Promise<boolean> {
  await client.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR UPDATE', [row.id]);
  const isSame = row.wasEmptied && row.emptied === row.line;
  if (!isSame && row.line === null && !row.wasEmptied) return false;
  const values = isSame ? { column: row.column_value, config: row.config_value ?? null } : both(row.line);
  const answer = await writePlaces(client, row.id, values);
  if (answer !== 'DONE')
    throw new LegacyStorageError(`The legacy row of ${row.id} can't be written now. Run this again`);
  if (row.wasEmptied) {
    await client.query(
      `UPDATE linekeeper.legacy_settlements SET outcome = 'MOVED', column_value = NULL, config_value = NULL WHERE tenant_id = $1`,
      [row.id],
    );
  }
  return true;
}
