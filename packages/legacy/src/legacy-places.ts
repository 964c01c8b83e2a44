import { CountryCode, type PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import { type LegacyReading, readLegacyJson, readLegacyText } from './legacy-reading.ts';
import type { LegacyLink } from './link/legacy-link.ts';

/** What the two places of one company hold, and how they read. */
export interface LegacyPlaces {
  name: string;
  columnValue: string | null;
  configValue: unknown;
  column: LegacyReading;
  config: LegacyReading;
  /** Of national numbers. */
  country: CountryCode | null;
}

/** DONE: written, or there is nothing to write. HELD: the legacy unique index rejects it. FAILED: try again later. */
export type WriteAnswer = 'DONE' | 'HELD' | 'FAILED';

/** What to write into one or both places. Absent: it stays as it is. Null: it's emptied. */
export interface PlaceValues {
  column?: string | null;
  config?: unknown;
}

/** Null if the legacy table doesn't have the company. Works for the serving role, too. */
export async function readPlaces(
  client: Queryable,
  { country: fallback, configPath }: Pick<LegacyLink, 'country' | 'configPath'>,
  tenantId: string,
): Promise<LegacyPlaces | null> {
  const { rows } = await client.query<{
    name: string;
    country: string | null;
    column_value: string | null;
    config_value: unknown;
    config_text: string | null;
    config_is_object: boolean;
  }>(
    `SELECT name, coalesce((SELECT country FROM linekeeper.tenants WHERE id = $1), legacy.country) AS country, column_value,
       config_value, config_value::text AS config_text, config_is_object
     FROM linekeeper.legacy_read($1) AS legacy`,
    [tenantId],
  );
  const [row] = rows;
  if (!row) return null;
  const country = CountryCode.safeParse(row.country).data ?? fallback;
  return {
    name: row.name,
    columnValue: row.column_value,
    configValue: row.config_value,
    country,
    column: readLegacyText(row.column_value, country),
    config: row.config_is_object
      ? readLegacyJson(row.config_text, { country, inObject: true, path: configPath })
      : { kind: 'UNREADABLE', reason: 'CONFIG_NOT_AN_OBJECT' },
  };
}

/** Writes to the legacy table without its trigger queueing the change. */
export async function writePlaces(client: Queryable, tenantId: string, values: PlaceValues): Promise<WriteAnswer> {
  const { rows } = await client.query<{ answer: WriteAnswer }>(
    'SELECT linekeeper.legacy_write($1, $2, $3, $4, $5::jsonb) AS answer',
    [
      tenantId,
      values.column !== undefined,
      values.column ?? null,
      values.config !== undefined,
      values.config === undefined || values.config === null ? null : JSON.stringify(values.config),
    ],
  );
  return rows[0]?.answer ?? 'FAILED';
}

/** The same number in both places. */
export const both = (phoneNumber: PhoneNumber | null): PlaceValues => ({ column: phoneNumber, config: phoneNumber });

/** In this transaction, changes of lines aren't mirrored: the caller takes care of the legacy table. */
export async function withoutMirror(client: Queryable): Promise<void> {
  await client.query(`SELECT set_config('linekeeper.mirroring', 'off', true)`);
}
