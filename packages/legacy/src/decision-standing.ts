import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { LegacyPlaces } from './legacy-places.ts';
import { type LegacyReading, readLegacyJson, readLegacyText } from './legacy-reading.ts';
import { idOf, type LegacyShape } from './legacy-shape.ts';
import { numbersOf } from './legacy-tenant.ts';

/** How a decision compares with what was decided before and with what both systems have now. */
export interface Standing {
  /** The same decision was made before, whatever has happened since. */
  wasDecided: boolean;
  /** It's also the company's last decision, so the record of what it had before belongs to it. */
  isRecorded: boolean;
  /** The company has in both systems what the decision gives it. */
  isAsDecided: boolean;
  /** Another company has the line in the legacy table, or the company has something there that needs a decision. */
  isInDispute: boolean;
  /** The company has the line in the legacy table or in Linekeeper, or had it there before a decision. */
  isTheirs: boolean;
}

interface Row {
  line: PhoneNumber | null;
  outcome: string | null;
  e164: PhoneNumber | null;
  column_value: string | null;
  config_value: unknown;
  /** As in staging: a setting that isn't an object needs no other decision. */
  is_config_decided: boolean;
  was_assigned: boolean;
  is_reserved: boolean;
  is_in_dispute: boolean;
  has_conflict: boolean;
}

/** In the caller's transaction, which has locked the company and its legacy row. `phoneNumber` null: it gets no number. */
export async function standingOf(
  client: Queryable,
  { tenantId, phoneNumber }: { tenantId: string; phoneNumber: PhoneNumber | null },
  places: LegacyPlaces | null,
  shape: LegacyShape,
): Promise<Standing> {
  const { link } = shape;
  const { rows } = await client.query<Row>(
    `SELECT n.e164 AS line, s.outcome, s.e164, s.column_value, s.config_value,
       coalesce(s.outcome IN ('ASSIGNED', 'DROPPED') AND s.config_value IS NULL, false) AS is_config_decided,
       -- The company's record has its last decision only. The history has those before, too.
       EXISTS (SELECT FROM linekeeper.line_events WHERE e164 = $2 AND to_tenant_id = $1 AND kind = 'ASSIGNED') AS was_assigned,
       EXISTS (SELECT FROM linekeeper.line_reservations WHERE e164 = $2 AND tenant_id = $1
         UNION ALL SELECT FROM linekeeper.refused_claims WHERE e164 = $2 AND tenant_id = $1) AS is_reserved,
       EXISTS (SELECT FROM linekeeper.line_reservations WHERE e164 = $2 OR tenant_id = $1
         UNION ALL SELECT FROM linekeeper.refused_claims WHERE e164 = $2 OR tenant_id = $1) AS is_in_dispute,
       EXISTS (SELECT FROM linekeeper.legacy_endings WHERE tenant_id = $1 AND conflicts @> '{number}') AS has_conflict
     FROM (SELECT) AS one LEFT JOIN linekeeper.lines n ON n.tenant_id = $1
     LEFT JOIN linekeeper.legacy_settlements s ON s.tenant_id = $1`,
    [tenantId, phoneNumber],
  );
  const row = rows[0] as Row;
  const readings = places ? [places.column, places.config] : [];
  const isUnreadable = readings.some(
    (reading) => reading.kind === 'UNREADABLE' && !(reading.reason === 'CONFIG_NOT_AN_OBJECT' && row.is_config_decided),
  );
  // The legacy product has cleared a number between `contract` and `restore`. A decision fills both places, or releases the line.
  const isCleared =
    row.has_conflict &&
    row.line !== null &&
    ((link.numberColumn !== null && places?.column.kind !== 'NUMBER') ||
      (link.configColumn !== null && (places?.config.kind === 'NONE' || places?.config.kind === 'BLANK')));
  const numbers = numbersOf(...readings);
  const outcome = phoneNumber === null ? 'DROPPED' : 'ASSIGNED';
  const isRecorded = row.outcome === outcome && row.e164 === phoneNumber;
  const country = places?.country ?? null;
  const before = numbersOf(
    readLegacyText(row.column_value, country),
    readLegacyJson(JSON.stringify(row.config_value ?? null), { country, inObject: true, path: link.configPath }),
  );
  const encoded = isUnreadable ? await numberInText(client, tenantId, shape, country) : null;
  const has = (reading: LegacyReading) =>
    reading.kind === 'NUMBER' ? reading.phoneNumber === phoneNumber : isMeant(reading, phoneNumber, places);
  return {
    isRecorded,
    // A later decision can have given the line to another company.
    wasDecided: isRecorded || (row.was_assigned && !(row.outcome === 'LOST' && row.e164 === phoneNumber)),
    isAsDecided: row.line === phoneNumber && !isUnreadable && numbers.every((number) => number === phoneNumber),
    isInDispute: row.is_in_dispute || isUnreadable || isCleared,
    isTheirs:
      phoneNumber === null ||
      [row.line, row.e164, encoded, ...before].includes(phoneNumber) ||
      row.is_reserved ||
      readings.some((reading) => has(reading)),
  };
}

/** Fewer digits say too little about whose number it is. */
const LEAST_DIGITS = 6;

/** Whether a text that isn't a valid number probably means this one: by our suggestion, or because the number ends with it. */
function isMeant(reading: LegacyReading, phoneNumber: PhoneNumber | null, places: LegacyPlaces | null): boolean {
  if (reading.kind !== 'UNREADABLE' || phoneNumber === null) return false;
  if (reading.suggestion === phoneNumber) return true;
  const value = reading === places?.column ? places.columnValue : places?.configValue;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const digits = String(value).replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= LEAST_DIGITS && phoneNumber.endsWith(digits);
}

/** The number in a JSON column that isn't an object, for example because it was encoded twice. */
async function numberInText(
  client: Queryable,
  tenantId: string,
  shape: LegacyShape,
  country: CountryCode | null,
): Promise<PhoneNumber | null> {
  const { sql, link } = shape;
  const { rows } = await client.query<{ value: string | null }>(
    `SELECT ${sql.config}::text AS value FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, '$1')} AND NOT ${sql.configIsObject}`,
    [tenantId],
  );
  const reading = readLegacyJson(rows[0]?.value ?? null, { country, inObject: false, path: link.configPath });
  return (reading.kind === 'UNREADABLE' && reading.suggestion) || null;
}
