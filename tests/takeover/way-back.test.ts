import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { planLegacyCompanies, plantLegacyCompanies } from '../support/legacy-companies.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';

const [A, B, C] = ['+12125550123', '+12125550124', '+12125550125'] as [PhoneNumber, PhoneNumber, PhoneNumber];

let test: TestDatabase;
beforeEach(async () => {
  test = await createBareDatabase();
});
afterEach(() => test[Symbol.asyncDispose]());

const run = (...args: string[]) => linekeeper({ DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl }, ...args);
const done = async (...args: string[]) => expect(await run(...args)).toMatchObject({ code: 0, err: '' });
const companies = () => test.sql('SELECT t.*, xmin::text FROM public.tenants t ORDER BY id');
/** Of everything that isn't ours. */
const catalog = () =>
  test.sql(`
    SELECT 'column' AS kind, attrelid::regclass || '.' || attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT 'trigger', tgname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'constraint', conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2`);
async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ url: test.url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
const claim = (id: string, number: PhoneNumber) =>
  withDatabase((db) => rowsOf(db, id as TenantId).claimInboundNumber(number));

it('the undo commands take every step back, and the legacy table is exactly as before', {
  timeout: 180_000,
}, async () => {
  const plan = planLegacyCompanies(1_000, 5);
  await plantLegacyCompanies(test, plan);
  const before = { companies: await companies(), catalog: await catalog() };
  const same = async () => expect({ companies: await companies(), catalog: await catalog() }).toEqual(before);
  const census = async () => (JSON.parse((await run('census', '--json')).out) as { counts: unknown }).counts;
  const first = await census();

  expect(await run('backfill')).toMatchObject({ code: 1, err: expect.stringContaining('migrate first') });
  await done('migrate');
  await same();
  await done('legacy', 'remove', '--yes');
  await same();
  await done('migrate');
  expect(await run('legacy', 'link')).toMatchObject({ code: 3, err: '' });
  expect(await companies()).toEqual(before.companies);
  await done('legacy', 'unlink', '--yes');
  await same();
  expect(await census()).toEqual(first);
  await run('legacy', 'link');
  expect(await run('backfill')).toMatchObject({ code: 3, err: '' });
  expect(await companies()).toEqual(before.companies);
  await done('legacy', 'revert', '--all');
  expect(await companies()).toEqual(before.companies);
  expect(await census()).toEqual(first);
  expect(await run('contract', '--yes', '--empty')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not every number is moved or decided'),
  });
  expect(await companies()).toEqual(before.companies);
});

it('unlink follows what the legacy product has written last, so that Linekeeper holds no line of the legacy table', async () => {
  await test.sql(LEGACY_TABLE);
  const legacy = legacyTable(test);
  await legacy.add('changes', null, { phoneNumber: A });
  await legacy.add('leaves', null, { phoneNumber: B });
  await done('migrate');
  await done('legacy', 'link');
  await done('backfill');
  await test.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "${C}"}' WHERE id = 'changes'`);
  await test.sql(`DELETE FROM public.tenants WHERE id = 'leaves'`);
  await done('legacy', 'unlink', '--yes');
  expect(await legacy.held()).toEqual({});
  const { counts } = JSON.parse((await run('census', '--json')).out) as { counts: Record<string, number> };
  expect(counts).toMatchObject({ tenants: 1, CLEAN: 1, CHANGED: 0 });
  // What is deleted while nothing is linked is deleted here by the next link, and companies of ours stay.
  await test.sql(`INSERT INTO linekeeper.tenants (id, name) VALUES ('ours', 'Ours')`);
  await test.sql('CREATE TABLE public.others (LIKE public.tenants)');
  await done('legacy', 'link', '--table', 'public.others');
  await done('legacy', 'follow');
  expect(await test.sql('SELECT id FROM linekeeper.tenants ORDER BY id')).toEqual([{ id: 'changes' }, { id: 'ours' }]);
  await done('legacy', 'unlink', '--yes');
  await done('legacy', 'link');
  await done('legacy', 'unlink', '--yes');
  await test.sql('DELETE FROM public.tenants');
  await done('legacy', 'link');
  await done('legacy', 'follow');
  expect(await test.sql('SELECT id FROM linekeeper.tenants')).toEqual([{ id: 'ours' }]);
});

it('contract ends the link completely or not at all, and restore links it again with what people have changed since', async () => {
  await test.sql(LEGACY_TABLE);
  const legacy = legacyTable(test);
  await legacy.add('same', '+1 212 555 0123', { accountSid: 'AC1' });
  await legacy.add('moves', null, { phoneNumber: '+1-212-555-0124' });
  await legacy.add('cleared', null, { phoneNumber: C });
  await legacy.add('blank', null, { phoneNumber: ' ' });
  await legacy.add('null', null, { phoneNumber: null });
  await done('migrate');
  await done('legacy', 'link');
  await done('backfill');
  // The legacy product clears a number. That is a release, and doesn't block the command.
  await test.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": ""}' WHERE id = 'cleared'`);
  await done('contract', '--yes', '--empty');
  expect(await legacy.held()).toEqual({ same: A, moves: B });
  expect(await legacy.places('same')).toEqual({ column: null, config: { accountSid: 'AC1' } });
  expect(await legacy.places('moves')).toEqual({ column: null, config: {} });
  expect(
    await test.sql(`SELECT tgname FROM pg_trigger WHERE tgname IN ('linekeeper_follow', 'legacy_mirror')`),
  ).toEqual([]);
  await done('contract', '--yes', '--empty');

  await claim('moves', C);
  expect(await legacy.places('moves')).toEqual({ column: null, config: {} });
  await done('legacy', 'restore');
  expect(await legacy.places('same')).toEqual({ column: '+1 212 555 0123', config: { accountSid: 'AC1' } });
  expect(await legacy.places('moves')).toEqual({ column: C, config: { phoneNumber: C } });
  await claim('moves', B);
  expect(await legacy.places('moves')).toEqual({ column: B, config: { phoneNumber: B } });
  expect(await run('census')).toMatchObject({ code: 0 });
});

it.each([
  ['uuid', 'gen_random_uuid()'],
  ['integer', '7'],
  ['integer', '2147483647'],
  ['bigint', '-9223372036854775808'],
  ['bigint', '7218392011736612864'],
])('a table of another schema, with other names and %s ids, can be linked (%s)', async (type, id) => {
  await test.sql(`
    CREATE SCHEMA billing;
    CREATE TABLE billing."My companies" ("Company id" ${type} PRIMARY KEY, company text, settings jsonb, config text, line text);
    INSERT INTO billing."My companies" VALUES (${id}, 'Acme', '{"voice": {"number": "(212) 555-0123", "sid": "x"}}', 'kept', 'kept')`);
  await done('migrate');
  await done(
    'legacy',
    'link',
    ...['--table', 'billing.My companies', '--id', 'Company id', '--name', 'company', '--number', 'none'],
    ...['--config', 'settings.voice.number', '--country', 'US'],
  );
  await done('backfill');
  const [tenant] = await test.sql<{ id: string; e164: string }>('SELECT tenant_id AS id, e164 FROM linekeeper.lines');
  expect(tenant?.e164).toBe(A);
  const row = async () =>
    (
      await test.sql<{ settings: unknown; config: string; line: string }>(
        'SELECT settings, config, line FROM billing."My companies"',
      )
    )[0];
  await claim(tenant?.id ?? '', B);
  expect(await row()).toEqual({ settings: { voice: { number: B, sid: 'x' } }, config: 'kept', line: 'kept' });
  await test.sql(`UPDATE billing."My companies" SET settings = '{"voice": {"number": "212 555 0125"}}'`);
  await done('legacy', 'follow');
  expect(await test.sql('SELECT e164 FROM linekeeper.lines')).toEqual([{ e164: C }]);
  await test.sql('DELETE FROM billing."My companies"');
  await done('legacy', 'follow');
  expect(await test.sql('SELECT FROM linekeeper.tenants')).toEqual([]);
});

it.each([
  ['integer', '7', ['007', '+7', ' 7', '-0', '7.0', '99999999999', '9'.repeat(400)]],
  ['uuid', '0a0a0a0a-0000-4000-8000-00000000000a', ['0A0A0A0A-0000-4000-8000-00000000000A', '{0a0a']],
])('no tenant with another id is taken for the company with the %s id %s', async (type, id, others) => {
  await test.sql(`
    CREATE TABLE public.tenants (id ${type} PRIMARY KEY, name text, "phoneNumber" text);
    INSERT INTO public.tenants VALUES ('${id}', 'Acme', NULL)`);
  await done('migrate');
  await done('legacy', 'link');
  for (const [index, other] of others.entries()) {
    await test.sql('INSERT INTO linekeeper.tenants (id, name) VALUES ($1, $1)', [other]);
    expect(await claim(other, `+121255501${10 + index}` as PhoneNumber)).toMatchObject({ ok: true });
  }
  expect(await test.sql('SELECT "phoneNumber" AS number FROM public.tenants')).toEqual([{ number: null }]);
});

it('census shows no secret, whatever form it was stored in', async () => {
  await test.sql(LEGACY_TABLE);
  const legacy = legacyTable(test);
  const canary = 'cafe0123456789abcdef0123456789ab';
  await legacy.add('clear', null, { phoneNumber: canary, authToken: canary });
  await legacy.add('twice', null, JSON.stringify({ phoneNumber: A, authToken: canary }));
  await legacy.add('nested', null, { phoneNumber: { number: A, authToken: canary } });
  await legacy.add('list', null, [{ authToken: canary }]);
  await legacy.add('column', `token=${canary}`, null);
  await done('migrate');
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-secrets-'));
  const outputs: string[] = [];
  for (const args of [['census'], ['legacy', 'link'], ['backfill'], ['census', '--json']]) {
    const { out, err } = await run(...args, '--report', join(folder, 'all.csv'), '--report', join(folder, 'all.json'));
    outputs.push(
      out,
      err,
      await readFile(join(folder, 'all.csv'), 'utf8'),
      await readFile(join(folder, 'all.json'), 'utf8'),
    );
  }
  const { out, err } = await run('assign', '--suggest', join(folder, 'suggested.csv'));
  outputs.push(out, err, await readFile(join(folder, 'suggested.csv'), 'utf8'));
  await rm(folder, { recursive: true, force: true });
  expect(outputs.join()).toContain('(hidden: 32 characters)');
  expect(outputs.join()).not.toContain(canary.slice(0, 12));
});
