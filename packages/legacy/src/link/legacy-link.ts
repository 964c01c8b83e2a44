import { CountryCode } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';

/** Where a legacy product stores its companies' numbers. */
export interface LegacyLink {
  schema: string;
  table: string;
  idColumn: string;
  nameColumn: string;
  /** The column with the number; null: there is none. */
  numberColumn: string | null;
  /** The JSON column with the number at `configPath`; null: there is none. */
  configColumn: string | null;
  configPath: readonly string[];
  /** Reads national numbers of companies without a country. */
  country: CountryCode | null;
  /** Other columns that the REST endpoint can write. */
  writableColumns: readonly string[];
}

/** A link in this database. `isActive`: not ended by `contract`. */
export type StoredLink = LegacyLink & { isActive: boolean };

/** The legacy system's own names. */
export const DEFAULT_LINK: LegacyLink = {
  schema: 'public',
  table: 'tenants',
  idColumn: 'id',
  nameColumn: 'name',
  numberColumn: 'phoneNumber',
  configColumn: 'twilioConfig',
  configPath: ['phoneNumber'],
  country: null,
  writableColumns: [],
};

interface Row extends Omit<LegacyLink, 'country'> {
  country: string | null;
  isActive: boolean;
}

/** Null: nothing is linked, or the database isn't migrated. */
export async function readLink(client: Queryable): Promise<StoredLink | null> {
  if (!(await isThere(client))) return null;
  const { rows } = await client.query<Row>(
    `SELECT table_schema AS schema, table_name AS table, id_column AS "idColumn", name_column AS "nameColumn",
       number_column AS "numberColumn", config_column AS "configColumn", config_path AS "configPath", country,
       writable_columns AS "writableColumns", contracted_at IS NULL AS "isActive"
     FROM linekeeper.legacy_links`,
  );
  const [row] = rows;
  return row ? { ...row, country: CountryCode.safeParse(row.country).data ?? null } : null;
}

/** The stored link with everything about it, to find out later whether another command has changed it. */
export async function readLinkState(client: Queryable): Promise<string | null> {
  if (!(await isThere(client))) return null;
  const { rows } = await client.query<{ state: string }>(
    'SELECT to_jsonb(l)::text AS state FROM linekeeper.legacy_links l',
  );
  return rows[0]?.state ?? null;
}

async function isThere(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('linekeeper.legacy_links') IS NOT NULL AS there`,
  );
  return rows[0]?.there ?? false;
}

/** Stores the link, and makes it active. */
export async function storeLink(client: Queryable, link: LegacyLink): Promise<void> {
  await client.query(
    `INSERT INTO linekeeper.legacy_links (id, table_schema, table_name, id_column, name_column, number_column, config_column,
       config_path, country, writable_columns)
     VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET (table_schema, table_name, id_column, name_column, number_column, config_column,
       config_path, country, writable_columns, contracted_at) = (excluded.table_schema, excluded.table_name,
       excluded.id_column, excluded.name_column, excluded.number_column, excluded.config_column, excluded.config_path,
       excluded.country, excluded.writable_columns, NULL)`,
    [
      ...[link.schema, link.table, link.idColumn, link.nameColumn, link.numberColumn, link.configColumn],
      ...[link.configPath, link.country, link.writableColumns],
    ],
  );
}
