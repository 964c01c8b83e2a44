import type { PhoneNumber } from '@linekeeper/contract';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { LegacyShape } from './legacy-shape.ts';

export interface Assignment {
  /** Null: the company is to have none, and what stands in the legacy storage is no number that is wanted. */
  phoneNumber: PhoneNumber | null;
  companyId: string;
  /** Kept beside the decision. */
  reason: string;
  /** Also against a company that has set this number itself since, or another for itself. */
  overrule: boolean;
}

/** A company, and since when it holds the number. */
export interface Holder {
  companyId: string;
  companyName: string;
  phoneNumber: PhoneNumber;
  claimedAt: Date;
}

/** HELD_BY_ANOTHER, HOLDS_ANOTHER: nothing was changed, as it needs `overrule`. */
export type AssignAnswer =
  | { outcome: 'ASSIGNED' | 'DROPPED'; companyName: string }
  | { outcome: 'NO_COMPANY' }
  | { outcome: 'HELD_BY_ANOTHER' | 'HOLDS_ANOTHER'; holder: Holder };

/** Decides by hand. The others that have the same line in the legacy storage have lost it by that. */
export function assignLegacy(
  client: pg.Client,
  { sql }: LegacyShape,
  { phoneNumber, companyId, reason, overrule }: Assignment,
): Promise<AssignAnswer> {
  return inTransaction(client, async () => {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM tenants WHERE id = $1 FOR KEY SHARE', [
      companyId,
    ]);
    const [company] = rows;
    if (!company) return { outcome: 'NO_COMPANY' };
    if (phoneNumber !== null) {
      const holder = await findHolder(client, phoneNumber, companyId);
      if (holder && !overrule) {
        return { outcome: holder.companyId === companyId ? 'HOLDS_ANOTHER' : 'HELD_BY_ANOTHER', holder };
      }
      await give(client, phoneNumber, companyId, reason);
    }
    const outcome = phoneNumber === null ? 'DROPPED' : 'ASSIGNED';
    await client.query(
      `INSERT INTO legacy_settlements (tenant_id, outcome, e164, reason, column_value, config_value)
       SELECT t.id, $2, $3, $4, ${sql.column}, ${sql.config} FROM tenants t WHERE t.id = $1
       ON CONFLICT (tenant_id) DO UPDATE SET outcome = excluded.outcome, e164 = excluded.e164, reason = excluded.reason,
         column_value = excluded.column_value, config_value = excluded.config_value, settled_at = excluded.settled_at`,
      [companyId, outcome, phoneNumber, reason],
    );
    return { outcome, companyName: company.name };
  });
}

/** Who is in the way: another that holds the number, else the company itself with another number. */
async function findHolder(client: pg.Client, phoneNumber: PhoneNumber, companyId: string): Promise<Holder | null> {
  const { rows } = await client.query<Holder>(
    `SELECT t.id AS "companyId", t.name AS "companyName", n.e164 AS "phoneNumber", n.claimed_at AS "claimedAt"
     FROM inbound_numbers n JOIN tenants t ON t.id = n.tenant_id
     WHERE (n.e164 = $1 OR n.tenant_id = $2) AND NOT (n.e164 = $1 AND n.tenant_id = $2)
     ORDER BY n.e164 = $1 DESC FOR UPDATE OF n`,
    [phoneNumber, companyId],
  );
  return rows[0] ?? null;
}

async function give(client: pg.Client, phoneNumber: PhoneNumber, companyId: string, reason: string): Promise<void> {
  await client.query('DELETE FROM inbound_numbers WHERE e164 = $1 AND tenant_id <> $2', [phoneNumber, companyId]);
  await client.query(
    `UPDATE legacy_settlements SET outcome = 'LOST', e164 = NULL, reason = $3
     WHERE e164 = $1 AND tenant_id <> $2 AND outcome IN ('ASSIGNED', 'MOVED')`,
    [phoneNumber, companyId, reason],
  );
  await client.query(
    `INSERT INTO inbound_numbers AS held (e164, tenant_id) VALUES ($1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET e164 = excluded.e164,
       claimed_at = CASE WHEN held.e164 = excluded.e164 THEN held.claimed_at ELSE excluded.claimed_at END`,
    [phoneNumber, companyId],
  );
}
