import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { LegacyPlaces } from './legacy-places.ts';

/** What an operator's command did with a company's number. */
export interface Settlement {
  outcome: 'MOVED' | 'ASSIGNED' | 'LOST' | 'DROPPED' | 'EMPTIED';
  phoneNumber: PhoneNumber | null;
  reason: string | null;
}

/** Records it with what the two places hold now, before they are changed. An earlier record of other values is replaced. */
export async function settle(
  client: Queryable,
  tenantId: string,
  { outcome, phoneNumber, reason }: Settlement,
  places: LegacyPlaces | null,
): Promise<void> {
  const config =
    places?.config.kind === 'UNREADABLE' && places.config.reason === 'CONFIG_NOT_AN_OBJECT'
      ? undefined
      : places?.configValue;
  await client.query(
    `INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, e164, reason, column_value, config_value)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb)
     ON CONFLICT (tenant_id) DO UPDATE SET outcome = excluded.outcome, e164 = excluded.e164, reason = excluded.reason,
       column_value = excluded.column_value, config_value = excluded.config_value, settled_at = excluded.settled_at`,
    [
      ...[tenantId, outcome, phoneNumber, reason, places?.columnValue ?? null],
      config === undefined || config === null ? null : JSON.stringify(config),
    ],
  );
}
