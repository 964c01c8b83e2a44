import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { type LegacyPlan, planLegacyCompanies, plantLegacyCompanies } from '../support/legacy-companies.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFile(fileURLToPath(new URL(path, ROOT)), 'utf8');

interface Entry {
  kind: string;
  phoneNumber: string | null;
  companyId: string;
}

/** The guide from its first step to its last and every way back, on one legacy database: each test goes on from the one before. */
let db: TestDatabase;
let plan: LegacyPlan;
let guide: string;
let folder: string;
let before: { schema: unknown; rows: unknown };
beforeAll(async () => {
  db = await createBareDatabase();
  plan = planLegacyCompanies(inject('legacyCompanies') / 10, 42);
  await plantLegacyCompanies(db, plan);
  guide = await read('docs/upgrade.md');
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-guide-'));
  before = { schema: await schema(), rows: await rows() };
}, 120_000);
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
/** What the guide says to send to PostgreSQL. */
function block(name: string): string {
  const sql = new RegExp(`\`\`\`sql ${name}\n([^\`]+)\`\`\``).exec(guide)?.[1];
  if (!sql) throw new Error(`The guide has no block ${name}`);
  return sql;
}
const rows = () =>
  db.sql(
    'SELECT id, name, location, timezone, "phoneNumber", "twilioConfig", "createdAt", "updatedAt" FROM public.tenants ORDER BY id',
  );
/** Of everything that isn't ours. */
const schema = () =>
  db.sql(`
    SELECT table_name, column_name, data_type, column_default, is_nullable FROM information_schema.columns
    WHERE table_schema NOT IN ('linekeeper', 'pg_catalog', 'information_schema')
    UNION ALL
    SELECT tablename, indexname, indexdef, NULL, NULL FROM pg_indexes
    WHERE schemaname NOT IN ('linekeeper', 'pg_catalog', 'information_schema')
    ORDER BY 1, 2`);

it('1. looks before anything is migrated', async () => {
  const { code, out } = await run('census', '--json');
  expect(code).toBe(3);
  expect(JSON.parse(out).counts).toMatchObject({ CLEAN: plan.clean.size, conflictingLines: plan.shared.size });
  expect({ schema: await schema(), rows: await rows() }).toEqual(before);
  expect(await run('backfill')).toMatchObject({ code: 1, err: expect.stringContaining('linekeeper migrate first') });
});

it('2. migrates, and can be rid of it', async () => {
  expect(await run('migrate', '--dry-run')).toMatchObject({ code: 0 });
  expect({ schema: await schema(), rows: await rows() }).toEqual(before);
  expect(await run('migrate')).toMatchObject({ code: 0, err: '' });
  expect({ schema: await schema(), rows: await rows() }).toEqual(before);
  await db.sql(block('undo-migrate'));
  expect({ schema: await schema(), rows: await rows() }).toEqual(before);
  expect(await run('migrate')).toMatchObject({ code: 0, err: '' });
});

it('4. moves what is clean, and can write numbers back', async () => {
  expect(await run('backfill')).toMatchObject({ code: 3 });
  expect(await rows()).toEqual(before.rows);
  const [id = ''] = plan.none;
  await db.sql(`INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('+16465550123', $1)`, [id]);
  await db.sql('BEGIN');
  await db.sql(block('undo-backfill'));
  const written = await db.sql<{ id: string; text: string }>(
    `SELECT id, "twilioConfig" ->> 'phoneNumber' AS text FROM public.tenants`,
  );
  const told = new Map(written.map(({ id: company, text }) => [company, text]));
  expect(told.get(id)).toBe('+16465550123');
  for (const [company, line] of plan.clean)
    expect(parsePhoneNumber(told.get(company) ?? '')).toMatchObject({ data: line });
  await db.sql('ROLLBACK');
});

it('5. decides the rest', { timeout: 300_000 }, async () => {
  const report = join(folder, 'left.json');
  await run('census', '--report', report);
  const entries = JSON.parse(await readFile(report, 'utf8')) as Entry[];
  expect(await run('contract', '--yes')).toMatchObject({ code: 1 });
  const lines = new Map(entries.filter(({ kind }) => kind === 'CONFLICT').map((entry) => [entry.phoneNumber, entry]));
  const others = new Map(
    entries.filter(({ kind }) => kind === 'DISAGREE' || kind === 'UNREADABLE').map((entry) => [entry.companyId, entry]),
  );
  for (const { phoneNumber, companyId } of [...lines.values(), ...others.values()]) {
    const answer = await run('assign', phoneNumber ?? 'none', companyId, '--reason', 'asked them');
    expect(answer).toMatchObject({ code: 0, err: '' });
  }
  expect(await run('backfill')).toMatchObject({ code: 0 });
  expect(await run('census')).toMatchObject({ code: 0 });
});

it('6. empties the legacy storage, and can put it back', async () => {
  expect(await run('contract', '--yes')).toMatchObject({ code: 0, err: '' });
  expect(await db.sql('SELECT id FROM public.tenants WHERE "phoneNumber" IS NOT NULL')).toEqual([]);
  expect(await db.sql(`SELECT id FROM public.tenants WHERE "twilioConfig" ? 'phoneNumber'`)).toEqual([]);
  expect(await run('migrate')).toMatchObject({ code: 0 });
  await db.sql(block('undo-contract'));
  expect(await rows()).toEqual(before.rows);
  expect(await run('census')).toMatchObject({ code: 0 });
});
