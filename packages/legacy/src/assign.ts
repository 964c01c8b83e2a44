import type { Actor } from '@linekeeper/core';
import { assignLine } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { registerCompany } from './register.ts';

export interface Assignment {
  /** Null: the company gets no number, and what is in the legacy storage is discarded. */
  phoneNumber: PhoneNumber | null;
  companyId: string;
  /** Stored with the decision. */
  reason: string;
  /** Decide even if a company has set this number itself since, or if the company has set another one. */
  overrule: boolean;
  actor: Actor;
}

/** A company that holds a number, and since when. */
export interface Holder {
  companyId: string;
  companyName: string;
  phoneNumber: PhoneNumber;
  claimedAt: Date;
}

/** HELD_BY_ANOTHER, HOLDS_ANOTHER: nothing was changed, because it needs `overrule`. */
export type AssignAnswer =
  | { outcome: 'ASSIGNED' | 'DROPPED'; companyName: string }
  | { outcome: 'NO_COMPANY' }
  | { outcome: 'HELD_BY_ANOTHER' | 'HOLDS_ANOTHER'; holder: Holder };

/** Records a decision. Other companies with the same line in the legacy storage lose it. */
export function assignLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { phoneNumber, companyId, reason, overrule, actor }: Assignment,
): Promise<AssignAnswer> {
  return inTransaction(client, async () => {
    await registerCompany(client, shape, companyId);
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM linekeeper.tenants WHERE id = $1 FOR UPDATE',
      [companyId],
    );
    const [company] = rows;
    if (!company) return { outcome: 'NO_COMPANY' };
    if (phoneNumber !== null) {
      const holder = await findHolder(client, phoneNumber, companyId);
      if (holder && !overrule) {
        return { outcome: holder.companyId === companyId ? 'HOLDS_ANOTHER' : 'HELD_BY_ANOTHER', holder };
      }
      await give(client, { phoneNumber, companyId, reason, actor });
    }
    const outcome = phoneNumber === null ? 'DROPPED' : 'ASSIGNED';
    await client.query(
      `INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, e164, reason, column_value, config_value)
       SELECT own.id, $2, $3, $4, ${shape.sql.column}, ${shape.sql.config}
       FROM linekeeper.tenants own LEFT JOIN public.tenants t ON t.id::text = own.id WHERE own.id = $1
       ON CONFLICT (tenant_id) DO UPDATE SET outcome = excluded.outcome, e164 = excluded.e164, reason = excluded.reason,
         column_value = excluded.column_value, config_value = excluded.config_value, settled_at = excluded.settled_at`,
      [companyId, outcome, phoneNumber, reason],
    );
    return { outcome, companyName: company.name };
  });
}

/** The conflicting holder: another company with this number, or the company itself with another number. */
async function findHolder(client: pg.Client, phoneNumber: PhoneNumber, companyId: string): Promise<Holder | null> {
  const { rows } = await client.query<Holder>(
    `SELECT t.id AS "companyId", t.name AS "companyName", n.e164 AS "phoneNumber", n.claimed_at AS "claimedAt"
     FROM linekeeper.lines n JOIN linekeeper.tenants t ON t.id = n.tenant_id
     WHERE (n.e164 = $1 OR n.tenant_id = $2) AND NOT (n.e164 = $1 AND n.tenant_id = $2)
     ORDER BY n.e164 = $1 DESC FOR UPDATE OF n`,
    [phoneNumber, companyId],
  );
  return rows[0] ?? null;
}

async function give(
  client: pg.Client,
  { phoneNumber, companyId, reason, actor }: Omit<Assignment, 'overrule'> & { phoneNumber: PhoneNumber },
): Promise<void> {
  await client.query(
    `UPDATE linekeeper.legacy_settlements SET outcome = 'LOST', e164 = NULL, reason = $3
     WHERE e164 = $1 AND tenant_id <> $2 AND outcome IN ('ASSIGNED', 'MOVED')`,
    [phoneNumber, companyId, reason],
  );
  await assignLine(client, { tenantId: companyId, phoneNumber, cause: { actor, reason } });
}
