import { CountryCode } from '@linekeeper/phone-number';
import type pg from 'pg';
import { judgeLegacyCompany, LEGACY_STATUSES, type LegacyStatus } from './legacy-company.ts';
import type { LegacyReading } from './legacy-reading.ts';
import type { LegacyShape } from './legacy-shape.ts';

/** How many companies are read and classified at a time. Memory doesn't grow with their number. */
const PAGE = 5_000;

export interface StagingOptions {
  /** Reads national numbers of companies without a country of their own. */
  country?: CountryCode | null;
  /** Called after each page. */
  onProgress?: (done: number, total: number) => void;
}

/** How many companies there are of each status. */
export type LegacyCounts = Record<LegacyStatus, number> & {
  companies: number;
  /** Lines that several companies have. */
  conflictingLines: number;
};

/** One row for each company that has something in the legacy storage and is not settled. Temporary: PostgreSQL drops it with the session. */
const TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS legacy_staged (
    position BIGINT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    status TEXT NOT NULL,
    e164 TEXT COLLATE "C",
    column_value TEXT, column_e164 TEXT COLLATE "C", column_reason TEXT, column_suggestion TEXT,
    config_value JSONB, config_e164 TEXT COLLATE "C", config_reason TEXT, config_suggestion TEXT
  );
  CREATE TEMP TABLE IF NOT EXISTS legacy_claimants (e164 TEXT COLLATE "C" NOT NULL, companies BIGINT NOT NULL);
  TRUNCATE legacy_staged, legacy_claimants;
`;

/**
 * Reads both legacy places of every company as they are at one moment, classifies them, and compares them with each other
 * and with what is held already. Leaves the temporary tables `legacy_staged` and `legacy_claimants` behind. The
 * transaction is read-only, so PostgreSQL guarantees that nothing is changed.
 */
export async function stageLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { country = null, onProgress = () => {} }: StagingOptions,
): Promise<LegacyCounts> {
  await client.query(TABLES);
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  try {
    const counts = await readCompanies(client, shape, country, onProgress);
    await compare(client, shape, counts);
    await client.query('COMMIT');
    return counts;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

interface Row {
  id: string;
  country: string | null;
  column_value: string | null;
  config_value: string | null;
  config_is_object: boolean;
  decided_itself: boolean;
  settled_as_is: boolean | null;
}

async function readCompanies(
  client: pg.Client,
  shape: LegacyShape,
  fallback: CountryCode | null,
  onProgress: (done: number, total: number) => void,
): Promise<LegacyCounts> {
  const counts = Object.fromEntries(
    ['companies', 'conflictingLines', ...LEGACY_STATUSES].map((name) => [name, 0] as const),
  ) as unknown as LegacyCounts;
  const { rows: totals } = await client.query<{ total: string }>('SELECT count(*) AS total FROM public.tenants');
  const total = Number(totals[0]?.total ?? 0);
  await client.query(`DECLARE companies NO SCROLL CURSOR FOR ${companiesOf(shape)}`);
  const fetch = () => client.query<Row>(`FETCH ${PAGE} FROM companies`);
  // Fetches the next page while this one is classified.
  for (let page = fetch(); ; ) {
    const { rows } = await page;
    if (rows.length === 0) break;
    page = fetch();
    const staged = rows.flatMap((row) => {
      const verdict = judgeLegacyCompany({
        id: row.id,
        country: CountryCode.safeParse(row.country).data ?? fallback,
        columnValue: row.column_value,
        configValue: row.config_value,
        configIsObject: row.config_is_object,
        decidedItself: row.decided_itself,
        settledAsIs: row.settled_as_is,
      });
      counts[verdict.status]++;
      return verdict.status === 'NONE' || verdict.status === 'SETTLED' ? [] : [{ row, verdict }];
    });
    await insert(
      client,
      staged.map(({ row, verdict: { status, column, config, phoneNumber } }, i) => [
        counts.companies + i,
        row.id,
        status,
        phoneNumber,
        row.column_value,
        ...cells(column),
        row.config_value,
        ...cells(config),
      ]),
    );
    counts.companies += rows.length;
    onProgress(counts.companies, total);
  }
  await client.query('CLOSE companies');
  return counts;
}

/** Whether the company `t` has changed a line in Linekeeper, or an operator has for it. */
const HAS_EVENTS = `(EXISTS (SELECT FROM linekeeper.line_events e WHERE e.to_tenant_id = t.id::text)
  OR EXISTS (SELECT FROM linekeeper.line_events e WHERE e.from_tenant_id = t.id::text))`;

function companiesOf({ isMigrated, sql }: LegacyShape): string {
  const beside = isMigrated
    ? `n.tenant_id IS NOT NULL OR ${HAS_EVENTS} AS decided_itself,
       s.column_value IS NOT DISTINCT FROM ${sql.column} AND s.config_value IS NOT DISTINCT FROM ${sql.config} AND s.tenant_id IS NOT NULL AS same,
       s.tenant_id IS NOT NULL AS settled`
    : 'false AS decided_itself, false AS same, false AS settled';
  const joins = isMigrated
    ? `LEFT JOIN linekeeper.tenants own ON own.id = t.id::text
       LEFT JOIN linekeeper.lines n ON n.tenant_id = t.id::text
       LEFT JOIN linekeeper.legacy_settlements s ON s.tenant_id = t.id::text`
    : '';
  return `
    SELECT id, country, column_value, config_value::text, config_is_object, decided_itself,
      CASE WHEN settled THEN same END AS settled_as_is
    FROM (
      SELECT t.id::text, ${sql.country} AS country, ${sql.column} AS column_value, ${sql.config} AS config_value,
        ${sql.config === 'NULL::jsonb' ? 'true' : `coalesce(jsonb_typeof(t."twilioConfig"::jsonb) IN ('object', 'null'), true)`} AS config_is_object,
        ${beside}
      FROM public.tenants t ${joins}
    ) AS companies`;
}

function cells(reading: LegacyReading): [string | null, string | null, string | null] {
  if (reading.kind === 'NUMBER') return [reading.phoneNumber, null, null];
  return reading.kind === 'UNREADABLE' ? [null, reading.reason, reading.suggestion ?? null] : [null, null, null];
}

const TYPES = ['bigint', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'jsonb', 'text', 'text', 'text'];

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

/** Finds lines that several companies have. A company that has changed its line itself since doesn't count. */
async function compare(client: pg.Client, { isMigrated }: LegacyShape, counts: LegacyCounts): Promise<void> {
  await client.query(`
    INSERT INTO legacy_claimants
    SELECT e164, count(*) FROM (
      SELECT tenant_id, column_e164 AS e164 FROM legacy_staged WHERE status <> 'SUPERSEDED'
      UNION
      SELECT tenant_id, config_e164 FROM legacy_staged WHERE status <> 'SUPERSEDED'
    ) AS claims
    WHERE e164 IS NOT NULL GROUP BY e164 HAVING count(*) > 1
  `);
  const marks = [
    ...(isMigrated
      ? [
          ['LOST', `SELECT e164 FROM linekeeper.legacy_settlements WHERE outcome = 'ASSIGNED'`] as const,
          ['TAKEN', 'SELECT e164 FROM linekeeper.lines'] as const,
        ]
      : []),
    ['CONFLICT', 'SELECT e164 FROM legacy_claimants'] as const,
  ];
  for (const [status, lines] of marks) {
    const { rowCount } = await client.query(
      `UPDATE legacy_staged SET status = '${status}' WHERE status = 'CLEAN' AND e164 IN (${lines})`,
    );
    counts[status] += rowCount ?? 0;
    counts.CLEAN -= rowCount ?? 0;
    // At the end, the table contains only undecided lines.
    if (status !== 'CONFLICT') await client.query(`DELETE FROM legacy_claimants WHERE e164 IN (${lines})`);
  }
  const { rows } = await client.query<{ lines: string }>('SELECT count(*) AS lines FROM legacy_claimants');
  counts.conflictingLines = Number(rows[0]?.lines ?? 0);
}
