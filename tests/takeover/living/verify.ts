import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LEGACY_TABLE } from '../../support/legacy-tenants.ts';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.ts';
import { runCommand } from './command.ts';
import { type Company, linesOf } from './company.ts';
import type { Truth } from './truth.ts';

interface Row {
  id: string;
  name: string;
  location: string | null;
  column: string | null;
  config: unknown;
}

/** How the legacy storage differs from the truth. Afterwards, the truth knows what was left open. */
export async function differences(db: Pick<TestDatabase, 'sql'>, truth: Truth): Promise<string[]> {
  const rows = await db.sql<Row>(
    'SELECT id, name, location, "phoneNumber" AS column, "twilioConfig" AS config FROM public.tenants ORDER BY id',
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const wrong = rows.filter(({ id }) => !truth.companies.has(id)).map(({ id }) => `${id} was deleted, and is there`);
  for (const company of truth.companies.values()) {
    const row = found.get(company.id);
    const right = [company, ...company.also].find(
      ({ name, location, columns, config }) =>
        row &&
        columns.includes(row.column) &&
        isDeepStrictEqual([row.config, row.name, row.location], [config, name, location]),
    );
    if (row && right) Object.assign(company, { ...row, columns: [row.column], also: [] });
    else wrong.push(`${company.id}: ${JSON.stringify(row)} instead of ${JSON.stringify(company)}`);
  }
  return wrong;
}

/** What a census reports: how many companies there are of each kind, and every place that a person must decide about. */
export interface Census {
  counts: Record<string, unknown>;
  entries: Entry[];
}

type Entry = Record<'kind' | 'phoneNumber' | 'tenantId' | 'place' | 'spelling', string | null>;

export async function censusOf(db: Pick<TestDatabase, 'url' | 'ownerUrl'>): Promise<Census> {
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-census-'));
  const file = join(folder, 'census.json');
  try {
    const urls = { DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl };
    const { out, err } = await runCommand(urls, 'census', '--json', '--report', file);
    if (err) throw new Error(err);
    const { counts } = JSON.parse(out) as Census;
    const entries = JSON.parse(await readFile(file, 'utf8')) as Entry[];
    return {
      counts,
      entries: entries
        .map(({ kind, phoneNumber, tenantId, place, spelling }) => ({ kind, phoneNumber, tenantId, place, spelling }))
        .sort((a, b) => (Object.values(a).join(' ') < Object.values(b).join(' ') ? -1 : 1)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The census of a legacy product that never met Linekeeper, with this truth in its table. */
export async function censusOfTruth(truth: Truth): Promise<Census> {
  await using db = await createBareDatabase();
  await db.sql(`${LEGACY_TABLE} ALTER TABLE public.tenants ADD COLUMN country text`);
  const companies = [...truth.companies.values()];
  await db.sql(
    `INSERT INTO public.tenants (id, name, country, "phoneNumber", "twilioConfig")
     SELECT id, id, country, phone, config::jsonb
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS g(id, country, phone, config)`,
    [
      companies.map(({ id }) => id),
      companies.map(({ country }) => country),
      companies.map(({ columns }) => columns[0] ?? null),
      companies.map(({ config }) => (config === null ? null : JSON.stringify(config))),
    ],
  );
  return await censusOf(db);
}

/**
 * The places that a person must decide about, in whatever way: what another company holds in Linekeeper by now is taken, and
 * was shared. A company that holds its line itself has nothing to decide.
 */
export async function undecidedPlaces(db: Pick<TestDatabase, 'sql'>, { entries }: Census): Promise<string[]> {
  const held = await db.sql<{ id: string; line: string }>('SELECT tenant_id AS id, e164 AS line FROM linekeeper.lines');
  const holders = new Map(held.map(({ id, line }) => [line, id]));
  const places = entries
    .filter(({ kind, place }) => !/missing/i.test(String(kind)) && !place?.startsWith('linekeeper.'))
    .filter(
      ({ kind, phoneNumber, tenantId }) => !/shared/i.test(String(kind)) || holders.get(phoneNumber ?? '') !== tenantId,
    )
    .map(({ tenantId, place, spelling }) => `${tenantId} ${place} ${spelling}`);
  return [...new Set(places)].sort();
}

/**
 * How Linekeeper's companies and lines differ from the truth, once everything is followed and moved. A company with two
 * numbers waits for a decision.
 */
export async function differencesInLinekeeper(db: Pick<TestDatabase, 'sql'>, truth: Truth): Promise<string[]> {
  const tenants = await db.sql<{ id: string; line: string | null }>(
    'SELECT t.id, n.e164 AS line FROM linekeeper.tenants t LEFT JOIN linekeeper.lines n ON n.tenant_id = t.id',
  );
  const found = new Map(tenants.map(({ id, line }) => [id, line]));
  return [
    ...[...truth.companies.keys()].filter((id) => !found.has(id)).map((id) => `${id} is unknown`),
    ...[...found.keys()].filter((id) => !truth.companies.has(id)).map((id) => `${id} was deleted, and is known`),
    ...[...truth.lines]
      .filter(([line, id]) => found.get(id) !== line && linesOf(truth.companies.get(id) as Company).length === 1)
      .map(([line, id]) => `${id} has ${found.get(id)} instead of ${line}: ${JSON.stringify(truth.companies.get(id))}`),
  ];
}
