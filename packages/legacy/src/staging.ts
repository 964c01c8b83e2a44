import { CountryCode, type PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { CountryCheck, type CountryFindings } from './country-check.ts';
import type { LegacyReading } from './legacy-reading.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { judgeLegacyTenant, LEGACY_STATUSES, type LegacyStatus } from './legacy-tenant.ts';

/** How many companies are read and classified at a time. Memory doesn't grow with their number. */
const PAGE = 5_000;

export interface StagingOptions {
  /** Called after each page. */
  onProgress?: (done: number, total: number) => void;
}

/** How many companies there are of each status. */
export type LegacyCounts = Record<LegacyStatus, number> & {
  tenants: number;
  /** Lines that several companies have. */
  sharedLines: number;
  /** Claims that the legacy table's own unique index rejected, and that aren't decided yet. */
  refusedClaims: number;
  /** Companies with a number under another key of the JSON column, which isn't read. */
  otherKeys: number;
  country: CountryFindings;
};

/** One row for each company that has a number in the legacy table, or a line. Temporary: PostgreSQL drops it with the session. */
const TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS legacy_staged (
    position BIGINT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    status TEXT NOT NULL,
    e164 TEXT COLLATE "C",
    held_e164 TEXT COLLATE "C",
    column_value TEXT, column_e164 TEXT COLLATE "C", column_reason TEXT, column_suggestion TEXT,
    config_value JSONB, config_e164 TEXT COLLATE "C", config_reason TEXT, config_suggestion TEXT
  );
  CREATE TEMP TABLE IF NOT EXISTS legacy_claimants (e164 TEXT COLLATE "C" NOT NULL, companies BIGINT NOT NULL);
  TRUNCATE legacy_staged, legacy_claimants;
`;

/** Keys under which products like this one store a number. */
const OTHER_KEYS = [
  'phone_number',
  'phonenumber',
  'phone',
  'number',
  'from',
  'fromNumber',
  'inboundNumber',
  'twilioNumber',
];

/**
 * Reads both legacy places of every company as they are at one moment, classifies them, and compares them with each other
 * and with what is held already. Leaves the temporary tables `legacy_staged` and `legacy_claimants` behind. The
 * transaction is read-only, so PostgreSQL guarantees that nothing is changed.
 */
export async function stageLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { onProgress = () => {} }: StagingOptions,
): Promise<LegacyCounts> {
  await client.query(TABLES);
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  try {
    const counts = await readTenants(client, shape, onProgress);
    await compare(client, shape, counts);
    await client.query('COMMIT');
    await client.query('ANALYZE legacy_staged');
    return counts;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

interface Row {
  id: string;
  country: string | null;
  timezone: string | null;
  column_value: string | null;
  config_value: string | null;
  config_is_object: boolean;
  held: PhoneNumber | null;
  other_key: boolean;
  decided: boolean;
  cleared: boolean;
}

async function readTenants(
  client: pg.Client,
  shape: LegacyShape,
  onProgress: (done: number, total: number) => void,
): Promise<LegacyCounts> {
  const check = new CountryCheck(shape.link.country);
  const numbers = ['tenants', 'sharedLines', 'refusedClaims', 'otherKeys', ...LEGACY_STATUSES];
  const counts = { ...Object.fromEntries(numbers.map((name) => [name, 0])), country: check.findings } as LegacyCounts;
  const { rows: totals } = await client.query<{ total: string }>(`SELECT count(*) AS total FROM ${shape.sql.table}`);
  const total = Number(totals[0]?.total ?? 0);
  await client.query(`DECLARE tenants NO SCROLL CURSOR FOR ${tenantsOf(shape)}`);
  const fetch = () => client.query<Row>(`FETCH ${PAGE} FROM tenants`);
  // Fetches the next page while this one is classified.
  for (let page = fetch(); ; ) {
    const { rows } = await page;
    if (rows.length === 0) break;
    page = fetch();
    const staged = rows.flatMap((row) => {
      const own = CountryCode.safeParse(row.country).data ?? null;
      const tenant = {
        country: own ?? shape.link.country,
        columnValue: row.column_value,
        configValue: row.config_value,
        configIsObject: row.config_is_object,
        configPath: shape.link.configPath,
        hasColumn: shape.link.numberColumn !== null,
        heldLine: row.held,
        isDecided: row.decided,
        isLinked: shape.isLinked,
        isCleared: row.cleared,
      };
      const verdict = judgeLegacyTenant(tenant);
      if (own === null) check.add(tenant, row.timezone, verdict);
      counts[verdict.status]++;
      if (row.other_key) counts.otherKeys++;
      return verdict.status === 'NONE' ? [] : [{ row, verdict }];
    });
    await insert(
      client,
      staged.map(({ row, verdict: { status, column, config, phoneNumber } }, i) => [
        ...[counts.tenants + i, row.id, status, phoneNumber, row.held],
        ...[row.column_value, ...cells(column)],
        // A setting that isn't an object can hold secrets as well as the number, so none of it is kept.
        ...[row.config_is_object ? row.config_value : '"(not an object)"', ...cells(config)],
      ]),
    );
    counts.tenants += rows.length;
    onProgress(counts.tenants, total);
  }
  await client.query('CLOSE tenants');
  return counts;
}

function tenantsOf({ isMigrated, isCurrent, sql, link }: LegacyShape): string {
  const [key] = link.configPath;
  const others = OTHER_KEYS.filter((name) => name !== key).map((name) => `'${name}'`);
  const otherKey = `coalesce(jsonb_typeof(${sql.settings}) = 'object' AND ${sql.config} IS NULL AND ${sql.column} IS NULL
    AND ${sql.settings} ?| ARRAY[${others.join(', ')}], false)`;
  const isText = (value: string) => `coalesce(${value}, '') ~ '\\S'`;
  const [endedConfig, config] = [`e.config_value #>> '{}'`, `${sql.config} #>> '{}'`];
  // An empty text in the JSON also clears a number that was only in the column.
  const cleared = `((${isText('e.column_value')} AND NOT ${isText(sql.column)}) OR (${sql.configIsObject} AND NOT ${isText(config)}
    AND (${isText(endedConfig)} OR (${config} IS NOT NULL AND ${endedConfig} IS NULL AND ${isText('e.column_value')}))))`;
  return `
    SELECT ${sql.idText} AS id, ${isMigrated ? `coalesce(own.country, ${sql.country})` : sql.country} AS country,
      ${sql.timezone} AS timezone, ${sql.column} AS column_value, ${sql.config}::text AS config_value,
      ${sql.configIsObject} AS config_is_object, ${isMigrated ? 'n.e164' : 'NULL'} AS held, ${otherKey} AS other_key,
      ${isMigrated ? `coalesce(d.outcome IN ('ASSIGNED', 'DROPPED') AND d.config_value IS NULL, false)` : 'false'} AS decided, ${isCurrent ? cleared : 'false'} AS cleared
    FROM ${sql.table} AS t
    ${
      isMigrated
        ? `LEFT JOIN linekeeper.tenants own ON own.id = ${sql.idText} LEFT JOIN linekeeper.lines n ON n.tenant_id = ${sql.idText}
           LEFT JOIN linekeeper.legacy_settlements d ON d.tenant_id = ${sql.idText}`
        : ''
    } ${isCurrent ? `LEFT JOIN linekeeper.legacy_endings e ON e.tenant_id = ${sql.idText} AND e.conflicts @> '{number}'` : ''}`;
}

function cells(reading: LegacyReading): [string | null, string | null, string | null] {
  if (reading.kind === 'NUMBER') return [reading.phoneNumber, null, null];
  return reading.kind === 'UNREADABLE' ? [null, reading.reason, reading.suggestion ?? null] : [null, null, null];
}

const TYPES = ['bigint', ...Array<string>(8).fill('text'), 'jsonb', ...Array<string>(3).fill('text')];

async function insert(client: pg.Client, rows: (string | number | null)[][]): Promise<void> {
  if (rows.length === 0) return;
  const columns = TYPES.map((_, column) => rows.map((row) => row[column] ?? null));
  const arrays = TYPES.map((type, i) => `$${i + 1}::${type}[]`).join(', ');
  await client.query({
    name: 'stage',
    text: `INSERT INTO legacy_staged SELECT * FROM unnest(${arrays})`,
    values: columns,
  });
}

/** Finds lines that several companies have. What a company holds in Linekeeper isn't in dispute between them. */
async function compare(client: pg.Client, { isMigrated }: LegacyShape, counts: LegacyCounts): Promise<void> {
  await client.query(`
    INSERT INTO legacy_claimants
    SELECT e164, count(*) FROM (
      SELECT tenant_id, column_e164 AS e164 FROM legacy_staged WHERE status <> 'HELD'
      UNION
      SELECT tenant_id, config_e164 FROM legacy_staged WHERE status <> 'HELD'
    ) AS claims
    WHERE e164 IS NOT NULL ${isMigrated ? 'AND e164 NOT IN (SELECT e164 FROM linekeeper.lines)' : ''}
    GROUP BY e164 HAVING count(*) > 1
  `);
  const marks = [
    ...(isMigrated ? [['TAKEN', 'SELECT e164 FROM linekeeper.lines'] as const] : []),
    ['SHARED', 'SELECT e164 FROM legacy_claimants'] as const,
  ];
  for (const [status, lines] of marks) {
    const { rowCount } = await client.query(
      `UPDATE legacy_staged SET status = '${status}' WHERE status = 'CLEAN' AND e164 IN (${lines})`,
    );
    counts[status] += rowCount ?? 0;
    counts.CLEAN -= rowCount ?? 0;
  }
  const { rows } = await client.query<{ lines: number; refused: number }>(`
    SELECT (SELECT count(*)::int FROM legacy_claimants) AS lines,
      ${isMigrated ? '(SELECT count(*)::int FROM linekeeper.refused_claims)' : '0'} AS refused`);
  counts.sharedLines = rows[0]?.lines ?? 0;
  counts.refusedClaims = rows[0]?.refused ?? 0;
}
