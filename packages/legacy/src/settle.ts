import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { LegacyPlaces } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { isConfigNull } from './null-config.ts';
import {
  type HeldLine,
  hasReleasedSince,
  isLineLeft,
  type PlaceName,
  placeState,
  type Settlement,
} from './settlement.ts';

/** A person's decision about a company's number. */
export interface Decision {
  outcome: 'ASSIGNED' | 'LOST' | 'DROPPED';
  phoneNumber: PhoneNumber | null;
  reason: string | null;
}

/**
 * Records a decision with what the two places hold now, before they are changed. Of a place that an earlier decision has changed,
 * and nobody since, the record keeps what was there before that one: `revert` undoes all of them.
 */
export async function settle(
  client: Queryable,
  tenantId: string,
  { outcome, phoneNumber, reason }: Decision,
  { shape, places }: { shape: LegacyShape; places: LegacyPlaces | null },
): Promise<void> {
  const earlier = await readSettlement(client, tenantId);
  const line = await readLine(client, tenantId);
  const isUnchanged =
    isDecision(earlier) && isLineLeft(earlier, line) && !(await hasReleasedSince(client, tenantId, earlier));
  const isLeft = (name: PlaceName) =>
    isUnchanged && places !== null && placeState(earlier, places, name, line?.e164 ?? null) === 'LEFT';
  const column = isLeft('column') ? earlier?.column_value : places?.columnValue;
  // Something else than an object has no place for a number.
  const isObject = !(places?.config.kind === 'UNREADABLE' && places.config.reason === 'CONFIG_NOT_AN_OBJECT');
  const config = isObject ? (isLeft('config') ? earlier?.config_value : places?.configValue) : null;
  const isNew = outcome === 'ASSIGNED' && (await isConfigNull(client, shape, tenantId));
  const configWasNull = isNew || (isLeft('config') && (earlier?.config_was_null ?? false));
  const lost = [
    ...(isDecision(earlier) ? earlier.lost : []),
    ...(outcome === 'LOST' && phoneNumber ? [phoneNumber] : []),
  ];
  await client.query(
    `INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, e164, reason, column_value, config_value, lost, config_was_null)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
     ON CONFLICT (tenant_id) DO UPDATE SET outcome = excluded.outcome, e164 = excluded.e164, reason = excluded.reason,
       column_value = excluded.column_value, config_value = excluded.config_value, lost = excluded.lost,
       config_was_null = excluded.config_was_null, settled_at = excluded.settled_at`,
    [
      ...[tenantId, outcome, phoneNumber, reason, column ?? null],
      ...[(config ?? null) === null ? null : JSON.stringify(config), [...new Set(lost)], configWasNull],
    ],
  );
}

const isDecision = (settlement: Settlement | null): settlement is Settlement =>
  settlement !== null && settlement.outcome !== 'MOVED' && settlement.outcome !== 'EMPTIED';

async function readSettlement(client: Queryable, tenantId: string): Promise<Settlement | null> {
  const { rows } = await client.query<Settlement>(
    `SELECT outcome, e164, lost, column_value, config_value, config_was_null, settled_at FROM linekeeper.legacy_settlements
     WHERE tenant_id = $1 FOR UPDATE`,
    [tenantId],
  );
  return rows[0] ?? null;
}

async function readLine(client: Queryable, tenantId: string): Promise<HeldLine | null> {
  const { rows } = await client.query<HeldLine>('SELECT e164, claimed_at FROM linekeeper.lines WHERE tenant_id = $1', [
    tenantId,
  ]);
  return rows[0] ?? null;
}
