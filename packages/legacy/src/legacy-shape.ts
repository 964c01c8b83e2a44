import type { Queryable } from '@linekeeper/postgres';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { DEFAULT_LINK, type LegacyLink, readLink } from './link/legacy-link.ts';

/** How SQL reads the legacy table, and whether our own tables exist. */
export interface LegacyShape {
  link: LegacyLink;
  /** Whether our own tables exist, which they don't before the first `migrate`. */
  isMigrated: boolean;
  /** Whether they are those of this release. */
  isCurrent: boolean;
  /** Whether the legacy table is linked, and `contract` hasn't ended the link. */
  isLinked: boolean;
  /** Whether `contract` has ended the link. */
  isContracted: boolean;
  /** Whether `restore` has begun and not ended. */
  isRestoring: boolean;
  /** The names and types of the legacy table's columns. */
  columns: ReadonlyMap<string, string>;
  sql: LegacySql;
}

/** Expressions over the legacy table as `t`, with NULL for what doesn't exist. */
export interface LegacySql {
  /** The table's qualified name. */
  table: string;
  /** The id as it's stored, and as text. */
  id: string;
  idText: string;
  name: string;
  /** text: the column. */
  column: string;
  /** jsonb: the JSON column. */
  settings: string;
  /** jsonb: the number in the JSON column, or what is there instead of an object that can contain it. */
  config: string;
  /** boolean: the JSON column and the settings that contain the number are objects, or nothing. */
  configIsObject: string;
  country: string;
  location: string;
  timezone: string;
  /** timestamptz: when the company was created, last changed, and marked as deleted. */
  createdAt: string;
  updatedAt: string;
  deletedAt: string;
}

export const CREATED = ['createdAt', 'created_at', 'created', 'createdOn'];
export const UPDATED = ['updatedAt', 'updated_at', 'modifiedAt', 'modified_at'];
const DELETED = ['deletedAt', 'deleted_at', 'archivedAt', 'archived_at', 'disabledAt', 'disabled_at'];

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** A text[] of these texts. */
export const literals = (texts: readonly string[]): string => `ARRAY[${texts.map(literal).join(', ')}]::text[]`;

/**
 * The linked table, or the one that `wanted` describes. Columns of the default names that the table doesn't have count as
 * absent. Throws {@link LegacyStorageError}.
 */
export async function readLegacyShape(client: Queryable, wanted: Partial<LegacyLink> = {}): Promise<LegacyShape> {
  const stored = await readLink(client);
  const { isActive = false, ...from } = stored ?? (DEFAULT_LINK as LegacyLink & { isActive?: boolean });
  const link = { ...from, ...wanted };
  const table = `${quoted(link.schema)}.${quoted(link.table)}`;
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  if (rows.length === 0) {
    throw new LegacyStorageError(
      `This database has no table ${link.schema}.${link.table}. Check DATABASE_URL and --table`,
    );
  }
  const columns = new Map(rows.map(({ name, type }) => [name, type]));
  const isDefault = (key: keyof LegacyLink) => wanted[key] === undefined && !stored;
  if (isDefault('numberColumn') && !columns.has('phoneNumber')) link.numberColumn = null;
  if (isDefault('configColumn') && !columns.has('twilioConfig')) link.configColumn = null;
  const named = [link.idColumn, link.nameColumn, link.numberColumn, link.configColumn, ...link.writableColumns];
  const missing = named.find((name) => name !== null && !columns.has(name));
  if (missing) throw new LegacyStorageError(`The table ${link.schema}.${link.table} has no column ${missing}`);
  if (link.numberColumn === null && link.configColumn === null) {
    throw new LegacyStorageError(
      `Can't tell which column of ${link.schema}.${link.table} holds the number. Use --number or --config`,
    );
  }
  const { rows: ours } = await client.query<{ there: boolean; current: boolean }>(
    `SELECT to_regclass('linekeeper.legacy_queue') IS NOT NULL AS there, EXISTS (
       SELECT FROM pg_attribute WHERE attrelid = to_regclass('linekeeper.legacy_links') AND attname = 'restores_from'
     ) AS current`,
  );
  const isCurrent = ours[0]?.current ?? false;
  return {
    link,
    columns,
    isMigrated: ours[0]?.there ?? false,
    isCurrent,
    isLinked: stored !== null && isActive,
    isContracted: stored !== null && !isActive,
    isRestoring: isCurrent && (await isBeingRestored(client)),
    sql: sqlOf(link, table, columns),
  };
}

async function isBeingRestored(client: Queryable): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM linekeeper.legacy_links WHERE restores_from IS NOT NULL');
  return (rowCount ?? 0) > 0;
}

function sqlOf(link: LegacyLink, table: string, columns: ReadonlyMap<string, string>): LegacySql {
  const text = (name: string) => (columns.has(name) ? `t.${quoted(name)}::text` : 'NULL::text');
  const time = (names: string[]) => {
    const name = names.find((one) => /^(timestamp|date)/.test(columns.get(one) ?? ''));
    return name ? `t.${quoted(name)}::timestamptz` : 'NULL::timestamptz';
  };
  const settings = link.configColumn === null ? 'NULL::jsonb' : `t.${quoted(link.configColumn)}::jsonb`;
  return {
    table,
    id: `t.${quoted(link.idColumn)}`,
    idText: `t.${quoted(link.idColumn)}::text`,
    name: `coalesce(t.${quoted(link.nameColumn)}::text, '')`,
    column: link.numberColumn === null ? 'NULL::text' : `t.${quoted(link.numberColumn)}::text`,
    settings,
    config: configValue(settings, link.configPath),
    configIsObject: `(${enclosing(settings, link.configPath)
      .map((value) => `coalesce(jsonb_typeof(${value}) IN ('object', 'null'), true)`)
      .join(' AND ')})`,
    country: text('country'),
    location: text('location'),
    timezone: text('timezone'),
    createdAt: time(CREATED),
    updatedAt: time(UPDATED),
    deletedAt: time(DELETED),
  };
}

/** jsonb: the number in a JSON value. If this value or one on the path isn't an object, that value. */
export function configValue(settings: string, path: readonly string[]): string {
  return enclosing(settings, path).reduceRight(
    (inner, value) =>
      `(CASE jsonb_typeof(${value}) WHEN 'object' THEN ${inner} WHEN 'null' THEN NULL ELSE ${value} END)`,
    `(${settings} #> ${literals(path)})`,
  );
}

/** The value, and those on the path that must be objects so that the last one can be stored. */
const enclosing = (value: string, path: readonly string[]): string[] =>
  path.map((_, depth) => (depth === 0 ? value : `(${value} #> ${literals(path.slice(0, depth))})`));

const INTEGERS: Readonly<Record<string, string>> = {
  smallint: '-32768 AND 32767',
  integer: '-2147483648 AND 2147483647',
  bigint: '-9223372036854775808 AND 9223372036854775807',
};

/**
 * Converts a text to the id type of the legacy table, so that the table's index is used. NULL if the text isn't an id as
 * PostgreSQL writes it: otherwise two tenants could have one row.
 */
export function idOf({ link, columns }: Pick<LegacyShape, 'link' | 'columns'>, text: string): string {
  const type = columns.get(link.idColumn) ?? 'text';
  if (type === 'uuid')
    return `(CASE WHEN ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (${text})::uuid END)`;
  const limits = INTEGERS[type];
  if (limits) {
    return `(CASE WHEN ${text} ~ '^(0|-?[1-9][0-9]{0,18})$' THEN CASE WHEN (${text})::numeric BETWEEN ${limits} THEN (${text})::${type} END END)`;
  }
  return `(${text})`;
}
