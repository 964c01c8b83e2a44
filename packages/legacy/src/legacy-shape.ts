import type pg from 'pg';

/** Which parts of the legacy storage and of our tables exist, and how SQL reads them. */
export interface LegacyShape {
  /** The legacy table has the column `"phoneNumber"`. */
  hasColumn: boolean;
  /** Our own tables exist: not before the first `migrate`. */
  isMigrated: boolean;
  sql: LegacySql;
}

/** Expressions over the legacy table `public.tenants AS t` and our `linekeeper.tenants AS own`, with NULL for what doesn't exist. */
export interface LegacySql {
  /** text: what the column holds. */
  column: string;
  /** jsonb: `twilioConfig.phoneNumber`, or the whole setting if that isn't an object. */
  config: string;
  country: string;
  /** text: the company's own details. */
  location: string;
  timezone: string;
  /** jsonb: the setting without the number; NULL if it isn't an object. */
  settings: string;
  /** timestamptz: when the company was created, and last changed. */
  createdAt: string;
  updatedAt: string;
}

/** jsonb: the number in the setting of `public.tenants AS t`, or all of it if it isn't an object. */
const CONFIG_VALUE = `CASE jsonb_typeof(t."twilioConfig"::jsonb)
  WHEN 'object' THEN t."twilioConfig"::jsonb -> 'phoneNumber' WHEN 'null' THEN NULL ELSE t."twilioConfig"::jsonb END`;

const SETTINGS = `CASE jsonb_typeof(t."twilioConfig"::jsonb) WHEN 'object' THEN t."twilioConfig"::jsonb - 'phoneNumber' END`;

/** Returns null if the database has no legacy table. */
export async function readLegacyShape(client: pg.Client): Promise<LegacyShape | null> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = to_regclass('public.tenants') AND attnum > 0 AND NOT attisdropped`,
  );
  if (rows.length === 0) return null;
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  const isMigrated = await hasTable(client, 'legacy_settlements');
  const firstOf = (names: string[]) => names.find((name) => /^(timestamp|date)/.test(types.get(name) ?? ''));
  const time = (name: string | undefined) => (name ? `t."${name}"::timestamptz` : 'NULL::timestamptz');
  const hasColumn = types.has('phoneNumber');
  return {
    hasColumn,
    isMigrated,
    sql: {
      column: hasColumn ? 't."phoneNumber"::text' : 'NULL::text',
      config: types.has('twilioConfig') ? CONFIG_VALUE : 'NULL::jsonb',
      country: `coalesce(${isMigrated ? 'own.country' : 'NULL'}, ${types.has('country') ? 't."country"::text' : 'NULL::text'})`,
      createdAt: time(firstOf(['createdAt', 'created_at', 'created', 'createdOn'])),
      location: types.has('location') ? 't."location"::text' : 'NULL::text',
      timezone: types.has('timezone') ? 't."timezone"::text' : 'NULL::text',
      settings: types.has('twilioConfig') ? SETTINGS : 'NULL::jsonb',
      updatedAt: time(firstOf(['updatedAt', 'updated_at', 'modifiedAt', 'modified_at'])),
    },
  };
}

async function hasTable(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `linekeeper.${name}`,
  ]);
  return rows[0]?.there ?? false;
}
