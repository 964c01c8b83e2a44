import { type Cause, releaseLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { numbersOf } from './legacy-company.ts';
import { type LegacyPlaces, readPlaces, withoutMirror, writePlaces } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';

/** REVERTED: as before the command. KEPT: the company has changed its number since, and that counts. NOTHING: no command did anything. */
export type RevertOutcome = 'REVERTED' | 'KEPT' | 'NOTHING';

interface Settlement {
  outcome: 'MOVED' | 'ASSIGNED' | 'LOST' | 'DROPPED' | 'EMPTIED';
  e164: PhoneNumber | null;
  column_value: string | null;
  config_value: unknown;
}

/** The companies that `backfill` or `assign` did something with. */
export async function settledCompanies(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT tenant_id AS id FROM linekeeper.legacy_settlements ORDER BY outcome IN ('LOST', 'DROPPED'), tenant_id`,
  );
  return rows.map(({ id }) => id);
}

/** Takes back what `backfill` or `assign` did with a company. Its line stays reserved for it. */
export function revertCompany(
  client: pg.Client,
  shape: LegacyShape,
  companyId: string,
  cause: Cause,
): Promise<RevertOutcome> {
  return inTransaction(client, async () => {
    await withoutMirror(client);
    await client.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR UPDATE', [companyId]);
    const { rows } = await client.query<Settlement>(
      `DELETE FROM linekeeper.legacy_settlements WHERE tenant_id = $1 RETURNING outcome, e164, column_value, config_value`,
      [companyId],
    );
    const [settlement] = rows;
    if (!settlement) return 'NOTHING';
    const places = await readPlaces(client, shape.link, companyId);
    const { rows: lines } = await client.query<{ e164: PhoneNumber }>(
      'SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1 FOR UPDATE',
      [companyId],
    );
    if (!isUntouched(settlement, places, lines[0]?.e164 ?? null)) return 'KEPT';
    if (lines[0]) await releaseLines(client, { tenantIds: [companyId], phoneNumbers: [lines[0].e164], cause });
    if (places && settlement.outcome !== 'MOVED') {
      const values = { column: settlement.column_value, config: settlement.config_value ?? null };
      const answer = await writePlaces(client, companyId, values);
      if (answer !== 'DONE')
        throw new LegacyStorageError(`The legacy row of ${companyId} can't be written now. Run this again`);
    }
    await reserve(client, shape, companyId);
    return 'REVERTED';
  });
}

/** Whether both systems are as the command left them. */
function isUntouched({ outcome, e164 }: Settlement, places: LegacyPlaces | null, line: PhoneNumber | null): boolean {
  const stored = places ? numbersOf(places.column, places.config) : [];
  if (outcome === 'MOVED' || outcome === 'ASSIGNED') return line === e164 && stored.every((number) => number === e164);
  if (outcome === 'LOST') return line === null && !stored.includes(e164 as PhoneNumber);
  return line === null && stored.length === 0;
}

async function reserve(client: pg.Client, shape: LegacyShape, companyId: string): Promise<void> {
  const places = await readPlaces(client, shape.link, companyId);
  if (!places) return;
  await client.query(
    `INSERT INTO linekeeper.line_reservations (e164, tenant_id)
     SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`,
    [numbersOf(places.column, places.config), companyId],
  );
}
