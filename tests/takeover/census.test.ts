import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { type LegacyPlan, planLegacyCompanies, plantLegacyCompanies } from '../support/legacy-companies.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts';

interface Entry {
  kind: string;
  phoneNumber: string | null;
  tenantId: string;
  place: string;
  spelling: string;
  reason: string | null;
}

const companies = inject('legacyCompanies');
let db: TestDatabase;
let plan: LegacyPlan;
let folder: string;
beforeAll(async () => {
  db = await createTestDatabase();
  plan = planLegacyCompanies(companies, 20_261_122);
  await plantLegacyCompanies(db, plan);
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-census-'));
}, 120_000);
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

it(`census lists exactly what was planted among ${companies} companies, and changes nothing`, {
  timeout: 120_000,
}, async () => {
  const state = () =>
    db.sql(`SELECT md5(string_agg(t::text, '' ORDER BY id)) AS tenants, (SELECT count(*) FROM linekeeper.lines) AS numbers,
      (SELECT count(*) FROM linekeeper.legacy_links) AS links FROM public.tenants t`);
  const before = await state();
  const json = join(folder, 'census.json');
  const csv = join(folder, 'census.csv');
  const { code, out, err } = await linekeeper(
    { DATABASE_URL: db.ownerUrl },
    'census',
    '--json',
    '--report',
    json,
    '--report',
    csv,
  );
  expect({ code, err }).toEqual({ code: 3, err: '' });
  expect(await state()).toEqual(before);

  const { counts, seconds } = JSON.parse(out) as { counts: Record<string, number>; seconds: number };
  console.info(`census: ${Math.round(companies / seconds)} companies a second`);
  const sharing = [...plan.shared.values()].flat().length;
  expect(counts).toMatchObject({
    tenants: companies,
    sharedLines: plan.shared.size,
    NONE: plan.none.length,
    BLANK: plan.blank.length,
    CLEAN: plan.clean.size,
    HELD: 0,
    MISSING: 0,
    refusedClaims: 0,
    SHARED: sharing,
    TAKEN: 0,
    UNREADABLE: plan.notText.length + plan.unreadable.length,
    DISAGREEING: plan.disagreeing.length,
    CHANGED: 0,
  });

  const entries = JSON.parse(await readFile(json, 'utf8')) as Entry[];
  const ids = (...kinds: string[]) =>
    [...new Set(entries.filter(({ kind }) => kinds.includes(kind)).map(({ tenantId }) => tenantId))].sort();
  expect(ids('BLANK')).toEqual([...plan.blank].sort());
  expect(ids('DISAGREEING')).toEqual([...plan.disagreeing].sort());
  expect(ids('UNREADABLE')).toEqual([...plan.notText, ...plan.unreadable].sort());
  const notText = entries.filter(({ reason }) => reason === 'NOT_A_STRING').map(({ tenantId }) => tenantId);
  expect(notText.sort()).toEqual([...plan.notText].sort());
  const groups = new Map<string, Set<string>>();
  for (const { kind, phoneNumber, tenantId } of entries) {
    if (kind === 'SHARED') groups.set(`${phoneNumber}`, (groups.get(`${phoneNumber}`) ?? new Set()).add(tenantId));
  }
  const sorted = (map: Iterable<[string, Iterable<string>]>) =>
    [...map].map(([line, of]) => `${line} ${[...of].sort().join(' ')}`).sort();
  expect(sorted(groups)).toEqual(sorted(plan.shared));
  expect(ids('CLEAN', 'HELD', 'MISSING', 'TAKEN', 'REFUSED', 'CHANGED')).toEqual([]);

  expect((await readFile(csv, 'utf8')).trimEnd().split('\r\n')).toHaveLength(entries.length + 1);
  expect((await stat(csv)).mode & 0o777).toBe(0o600);
});

it('census shows people the evidence, and shows no progress in a pipe', async () => {
  const { out, err } = await linekeeper({ DATABASE_URL: db.ownerUrl }, 'census');
  expect(err).toBe('');
  expect(out).toContain('Nothing was changed');
  expect(out).toMatch(/shared +[\d,]+ +several companies have the same line; .* \([\d,]+ lines\)/);
  expect(out).toMatch(/shared +\+1 212 .*phoneNumber.* 2021-03-04 +2024-05-06 +0 +–/);
  expect(out).toContain('more places; --report <file>');
});

it('census could not change anything if it tried', async () => {
  await using trap = await createBareDatabase();
  await trap.sql(`
    CREATE TABLE public.written (at timestamptz);
    CREATE FUNCTION write() RETURNS text LANGUAGE sql VOLATILE AS $$ INSERT INTO public.written VALUES (now()) RETURNING 'a' $$;
    CREATE VIEW tenants AS SELECT write() AS id, 'A' AS name, '+12125550123'::text AS "phoneNumber", NULL::jsonb AS "twilioConfig"`);
  const { code, err } = await linekeeper({ DATABASE_URL: trap.ownerUrl }, 'census');
  expect({ code, err }).toEqual({
    code: 1,
    err: 'Unexpected error: cannot execute INSERT in a read-only transaction\n',
  });
  expect(await trap.sql('SELECT FROM written')).toEqual([]);
});
