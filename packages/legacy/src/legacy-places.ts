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

type Names = Pick<LegacyLink, 'country' | 'configPath'>;

/** Null if the legacy table doesn't have the company. Works for the serving role, too. */
export async function readPlaces(client: Queryable, link: Names, tenantId: string): Promise<LegacyPlaces | null> {
  return (await readAllPlaces(client, link, [tenantId])).get(tenantId) ?? null;
}

/** The same for several companies: those that the legacy table has. */
export async function readAllPlaces(
  client: Queryable,
  { country: fallback, configPath }: Names,
  tenantIds: readonly string[],
): Promise<Map<string, LegacyPlaces>> {
  const { rows } = await client.query<{
    id: string;
    name: string;
    country: string | null;
    column_value: string | null;
    config_value: unknown;
    config_text: string | null;
    config_is_object: boolean;
  }>(
    `SELECT one.id, legacy.name, coalesce((SELECT country FROM linekeeper.tenants WHERE id = one.id), legacy.country) AS country,
       column_value, config_value, config_value::text AS config_text, config_is_object
     FROM unnest($1::text[]) AS one (id) CROSS JOIN LATERAL linekeeper.legacy_read(one.id) AS legacy`,
    [tenantIds],
  );
  return new Map(
    rows.map((row) => {
      const country = CountryCode.safeParse(row.country).data ?? fallback;
      const places: LegacyPlaces = {
        name: row.name,
        columnValue: row.column_value,
        configValue: row.config_value,
        country,
        column: readLegacyText(row.column_value, country),
        config: row.config_is_object
          ? readLegacyJson(row.config_text, { country, inObject: true, path: configPath })
          : { kind: 'UNREADABLE', reason: 'CONFIG_NOT_AN_OBJECT' },
      };
      return [row.id, places];
    }),
  );
}

/** Writes to the legacy table without its trigger queueing the change. */
export async function writePlaces(client: Queryable, tenantId: string, values: PlaceValues): Promise<WriteAnswer> {
  return (await writeAllPlaces(client, [[tenantId, values]])).get(tenantId) ?? 'FAILED';
}

/** The same for several companies, in this order. */
export async function writeAllPlaces(
  client: Queryable,
  places: readonly (readonly [tenantId: string, values: PlaceValues])[],
): Promise<Map<string, WriteAnswer>> {
  if (places.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; answer: WriteAnswer }>(
    `SELECT one.id, linekeeper.legacy_write(one.id, sets_column, new_column, sets_config, new_config) AS answer
     FROM unnest($1::text[], $2::boolean[], $3::text[], $4::boolean[], $5::jsonb[])
       AS one (id, sets_column, new_column, sets_config, new_config)`,
    [
      places.map(([id]) => id),
      places.map(([, { column }]) => column !== undefined),
      places.map(([, { column }]) => column ?? null),
      places.map(([, { config }]) => config !== undefined),
      places.map(([, { config }]) => (config === undefined || config === null ? null : JSON.stringify(config))),
    ],
  );
  return new Map(rows.map(({ id, answer }) => [id, answer]));
}

/** The same number in both places. */
export const both = (phoneNumber: PhoneNumber | null): PlaceValues => ({ column: phoneNumber, config: phoneNumber });

/** In this transaction, changes of lines aren't mirrored: the caller takes care of the legacy table. */
export async function withoutMirror(client: Queryable): Promise<void> {
  await client.query(`SELECT set_config('linekeeper.mirroring', 'off', true)`);
}
