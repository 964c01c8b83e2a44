import type pg from 'pg';

/** What there is of the legacy storage and of ours beside it, and how SQL asks for it. */
export interface LegacyShape {
  /** The legacy column is there: `contract` drops it. */
  hasColumn: boolean;
  /** Our own tables are there: before the first `migrate` they are not. */
  isMigrated: boolean;
  sql: LegacySql;
}

/** Expressions over the table `tenants AS t`, with NULL for what is not there. */
export interface LegacySql {
  /** text: what the column holds. */
  column: string;
  /** jsonb: `twilioConfig.phoneNumber`, or the whole setting where that is no object. */
  config: string;
  country: string;
  /** timestamptz: when the company was made, and last changed. */
  createdAt: string;
  updatedAt: string;
}

/** jsonb: what the setting of `tenants AS t` says. Needs `twilioConfig` alone, and so stays when the column goes. */
export const CONFIG_VALUE = `CASE jsonb_typeof(t."twilioConfig"::jsonb)
  WHEN 'object' THEN t."twilioConfig"::jsonb -> 'phoneNumber' WHEN 'null' THEN NULL ELSE t."twilioConfig"::jsonb END`;

/** Null: there is no table of companies here. */
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
  // Our own created_at is, for companies that were there before it, the moment in which it was added (by one of two clocks).
  const added = isMigrated ? await whenAdded(client) : null;
  const ownCreation = added
    ? `CASE WHEN t."created_at" > '${added}'::timestamptz + interval '1 minute' THEN t."created_at" END`
    : time('created_at');
  const legacyCreation = firstOf(['createdAt', 'created', 'createdOn']);
  return {
    hasColumn,
    isMigrated,
    sql: {
      column: hasColumn ? 't."phoneNumber"::text' : 'NULL::text',
      config: types.has('twilioConfig') ? CONFIG_VALUE : 'NULL::jsonb',
      country: types.has('country') ? 't."country"::text' : 'NULL::text',
      createdAt: legacyCreation ? time(legacyCreation) : types.has('created_at') ? ownCreation : time(undefined),
      updatedAt: time(firstOf(['updatedAt', 'updated_at', 'modifiedAt', 'modified_at'])),
    },
  };
}

async function hasTable(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `public.${name}`,
  ]);
  return rows[0]?.there ?? false;
}

/** When `created_at` was added, as ISO 8601. */
async function whenAdded(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ at: Date }>(
    `SELECT finished_at AS at FROM _prisma_migrations
     WHERE migration_name = '0002_tenants_gain_country' AND rolled_back_at IS NULL AND finished_at IS NOT NULL`,
  );
  return rows[0]?.at.toISOString() ?? null;
}
