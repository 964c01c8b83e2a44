import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

const A = '+12125550123';
const B = '+12125550124';

let db: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
let folder: string;
beforeEach(async () => {
  db = await createTestDatabase();
  legacy = legacyTable(db);
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-after-'));
  await db.sql(LEGACY_TABLE);
  await legacy.add('one', A);
  await legacy.add('two', null, { phoneNumber: B });
  for (const args of [['legacy', 'link'], ['backfill'], ['contract', '--yes']])
    expect(await run(...args)).toMatchObject({ code: 0, err: '' });
});
afterEach(async () => {
  await db[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET }, ...args);
const assign = (number: string, tenant: string, ...more: string[]) =>
  run('assign', number, tenant, '--reason', 'asked them', ...more);

describe('after contract', () => {
  it('assign changes the line of a company in Linekeeper only, with --overrule', async () => {
    const table = () => db.sql('SELECT * FROM public.tenants ORDER BY id');
    const before = await table();
    const refused = await assign(A, 'two');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--overrule') });
    expect(await legacy.held()).toEqual({ one: A, two: B });
    expect(await assign(A, 'two', '--overrule')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.held()).toEqual({ two: A });
    expect(await assign(A, 'two', '--overrule')).toMatchObject({ code: 0, out: expect.stringContaining('already') });
    expect((await run('history', '--line', A)).out).toMatch(/assigned +one +two .* asked them/);
    expect(await assign('none', 'two', '--overrule')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.held()).toEqual({});
    expect(await assign(A, 'nobody', '--overrule')).toMatchObject({ code: 1, out: '' });
    expect(await table()).toEqual(before);
  });

  it("assign doesn't need the columns of the legacy table any more", async () => {
    await db.sql('ALTER TABLE public.tenants DROP COLUMN "phoneNumber", DROP COLUMN "twilioConfig"');
    expect(await assign(A, 'two', '--overrule')).toMatchObject({ code: 0, err: '' });
    await db.sql('DROP TABLE public.tenants');
    expect(await assign(B, 'two', '--overrule')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.held()).toEqual({ two: B });
  });

  it('census says that nothing is in dispute, whatever the legacy table has', async () => {
    await db.sql(`UPDATE public.tenants SET "phoneNumber" = 'ask Maria'`.replace('ask', "ask ' || id || '"));
    const { code, out } = await run('census');
    expect(code).toBe(0);
    expect(out).toContain('nothing is in dispute');
    expect(out).not.toMatch(/decide with|linekeeper backfill/);
  });

  it('assign --suggest and --file are refused, and write nothing', async () => {
    const file = join(folder, 'decisions.csv');
    const refusal = { code: 1, out: '', err: expect.stringContaining('no number is in dispute') };
    expect(await run('assign', '--suggest', file)).toMatchObject(refusal);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(file, `number,tenant,reason\n${A},two,asked them\n`);
    expect(await run('assign', '--file', file, '--overrule')).toMatchObject(refusal);
    expect(await legacy.held()).toEqual({ one: A, two: B });
  });
});
