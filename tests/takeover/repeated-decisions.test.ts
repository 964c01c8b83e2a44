import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const [A, B, C, D, E] = [23, 24, 25, 26, 27].map((n) => `+121255501${n}`) as [string, string, string, string, string];

let db: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
let folder: string;
beforeEach(async () => {
  db = await createTestDatabase();
  legacy = legacyTable(db);
  await db.sql(LEGACY_TABLE);
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-repeated-'));
});
afterEach(async () => {
  await db[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
/** 3: something is in dispute. */
const done = async (...args: string[]) => {
  const { code, err } = await run(...args);
  expect({ isDone: [0, 3].includes(code), err }).toEqual({ isDone: true, err: '' });
};
const setConfig = (id: string, config: unknown) =>
  db.sql(`UPDATE public.tenants SET "twilioConfig" = $2::jsonb WHERE id = $1`, [id, JSON.stringify(config)]);
const all = () => db.sql('SELECT id, "phoneNumber", "twilioConfig" FROM public.tenants ORDER BY id');
const settlements = () => db.sql('SELECT * FROM linekeeper.legacy_settlements ORDER BY tenant_id');
const held = () => db.sql('SELECT * FROM linekeeper.lines ORDER BY e164');

type Decisions = readonly (readonly [number: string, tenant: string])[];

/** The results of the rows. */
async function decide(decisions: Decisions, ...more: string[]): Promise<{ outcome: string; message: string }[]> {
  const file = join(folder, 'decisions.csv');
  const rows = decisions.map(([number, tenant]) => `${number},${tenant},asked them\n`);
  await writeFile(file, `number,tenant,reason\n${rows.join('')}`);
  const { out, err } = await run('assign', '--file', file, '--json', ...more);
  expect(err).toBe('');
  return (JSON.parse(out) as { results: { outcome: string; message: string }[] }).results;
}

const outcomes = (results: { outcome: string }[]) => results.map(({ outcome }) => outcome);

describe('decisions about many kinds of disputes', () => {
  const DECISIONS: Decisions = [
    // Wins one line and loses another.
    [A, 'rival'],
    [B, 'both'],
    // Only a spelling differs.
    [C, 'spelled'],
    // Its JSON isn't an object, so nothing can be stored there.
    ['+12125550128', 'a list'],
    ['none', 'a list too'],
    ['none', 'a note'],
    ['+12125550129', 'digits'],
    // Holds the line in Linekeeper, and another company has it in the legacy table.
    [D, 'holder'],
    // Holds a line, and has another company's line in the legacy table.
    [E, 'five'],
    ['+12125550130', 'national'],
  ];
  beforeEach(async () => {
    await legacy.add('both', A, { phoneNumber: B });
    await legacy.add('rival', null, { phoneNumber: A });
    await legacy.add('other rival', null, { phoneNumber: B });
    await legacy.add('spelled', null, { phoneNumber: '+1 (212) 555-0125', accountSid: 'AC1' });
    await legacy.add('written', C);
    await legacy.add('a list', null, ['+12125550128']);
    await legacy.add('also 28', '+12125550128');
    await legacy.add('a list too', null, ['ask Maria']);
    await legacy.add('a note', 'ask Maria');
    await legacy.add('digits', null, { phoneNumber: 12125550129 });
    await legacy.add('holder', D);
    await legacy.add('four', null, { phoneNumber: '+12125550140' });
    await legacy.add('five', null, { phoneNumber: E });
    await legacy.add('national', '2125550130');
    await db.sql(`UPDATE public.tenants SET "twilioConfig" = '"+12125550128"' WHERE id = 'a list'`);
    await done('legacy', 'link');
    await done('backfill');
    await setConfig('four', { phoneNumber: E });
    await legacy.add('late', null, { phoneNumber: D });
    await done('legacy', 'follow');
  });

  it.each([
    ['in one order', DECISIONS],
    ['in another order', DECISIONS.toReversed()],
    ['one half before the other', [...DECISIONS.slice(5), ...DECISIONS.slice(0, 5)]],
  ])('change nothing when they are made again, %s', async (_, decisions) => {
    const first = await decide(decisions, '--overrule');
    expect(outcomes(first)).not.toContain('SAME');
    // A company that has won its line loses another one.
    await db.sql(`UPDATE public.tenants SET "phoneNumber" = '+1 212 555 0123' WHERE id = 'five'`);
    await done('legacy', 'follow');
    expect(outcomes(await decide([[A, 'rival']]))).toEqual(['ASSIGNED']);
    expect(await legacy.held()).toMatchObject({ five: E, rival: A });
    const before = { settlements: await settlements(), rows: await all(), held: await held() };
    const again = await decide(decisions);
    expect(outcomes(again)).toEqual(decisions.map(() => 'SAME'));
    expect(again.map(({ message }) => message)).toEqual(decisions.map(() => ''));
    expect(outcomes(await decide(decisions, '--overrule'))).toEqual(decisions.map(() => 'SAME'));
    expect({ settlements: await settlements(), rows: await all(), held: await held() }).toEqual(before);
  });
});

describe('a decision that was made before', () => {
  beforeEach(async () => {
    await legacy.add('one', A);
    await legacy.add('two', null, { phoneNumber: '+1 212 555 0123' });
    await done('legacy', 'link');
    expect(outcomes(await decide([[A, 'two']]))).toEqual(['ASSIGNED']);
  });

  it.each([
    ['released its number', null],
    ['saved another number', B],
    ['cleared its number in the legacy product', ''],
  ])("isn't made again after the company has %s, except with --overrule", async (_, number) => {
    if (number === null) await db.sql(`DELETE FROM linekeeper.lines WHERE tenant_id = 'two'`);
    else
      await db.sql(
        `UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', $1::text) WHERE id = 'two'`,
        [number],
      );
    await done('legacy', 'follow');
    const before = { settlements: await settlements(), rows: await all(), held: await held() };
    for (const more of [['--dry-run'], []]) {
      const [row] = await decide([[A, 'two']], ...more);
      expect(row).toMatchObject({ outcome: 'SAME', message: expect.stringContaining('has changed its number since') });
    }
    expect(await run('assign', A, 'two', '--reason', 'again')).toMatchObject({
      code: 0,
      out: expect.stringContaining('add --overrule'),
    });
    expect({ settlements: await settlements(), rows: await all(), held: await held() }).toEqual(before);
    expect(outcomes(await decide([[A, 'two']], '--overrule'))).toEqual(['ASSIGNED']);
    expect(await legacy.held()).toEqual({ two: A });
  });

  it("isn't made again for a company that has lost another line since", async () => {
    await legacy.add('three', null, { phoneNumber: B });
    await db.sql(`UPDATE public.tenants SET "phoneNumber" = $1 WHERE id = 'two'`, [B]);
    await done('legacy', 'follow');
    await decide([[B, 'three']], '--overrule');
    await db.sql(`DELETE FROM linekeeper.lines WHERE tenant_id = 'two'`);
    await done('legacy', 'follow');
    const before = await settlements();
    expect(outcomes(await decide([[A, 'two']]))).toEqual(['SAME']);
    expect(await settlements()).toEqual(before);
  });

  it('is made again for a company that has the line in the legacy table since, and keeps the record of the winner', async () => {
    await legacy.add('three', null, { phoneNumber: A });
    await done('legacy', 'follow');
    const record = async () => (await settlements()).find(({ tenant_id }) => tenant_id === 'two');
    const before = await record();
    expect(outcomes(await decide([[A, 'two']]))).toEqual(['ASSIGNED']);
    expect(await legacy.places('three')).toEqual({ column: null, config: {} });
    expect(await record()).toEqual(before);
  });
});

describe('a decision about a company that has nothing to do with the line', () => {
  beforeEach(async () => {
    await legacy.add('one', A);
    await legacy.add('two', null, { phoneNumber: A });
    await legacy.add('stranger', B);
    await legacy.add('note', 'ask Maria');
    await legacy.add('national', '2125550126');
    await done('legacy', 'link');
  });

  it('is refused, except with --overrule', async () => {
    const shifted: Decisions = [
      [A, 'stranger'],
      [C, 'note'],
      [D, 'national'],
      [B, 'one'],
    ];
    for (const more of [['--dry-run'], []])
      expect(outcomes(await decide(shifted, ...more))).toEqual(['NOT_THEIRS', 'NOT_THEIRS', 'ASSIGNED', 'NOT_THEIRS']);
    const refused = await run('assign', A, 'stranger', '--reason', 'mistyped');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining("doesn't have this number in the legacy table"),
    });
    expect(await legacy.held()).toEqual({ national: D });
    await done('assign', C, 'note', '--reason', 'asked them', '--overrule');
    expect(await legacy.held()).toEqual({ national: D, note: C });
  });
});

it('decisions need a file with numbers, and a migrated database', async () => {
  const file = join(folder, 'my file.csv');
  await legacy.add('one', A, { phoneNumber: B });
  await db.sql('DROP SCHEMA linekeeper CASCADE');
  expect(await run('assign', '--suggest', file)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('Run linekeeper migrate first'),
  });
  await run('migrate');
  await run('legacy', 'link');
  expect(await run('assign', '--suggest', join(folder, 'mine.json'))).toMatchObject({ code: 2 });
  const { out } = await run('assign', '--suggest', file);
  expect(out).toContain(`linekeeper assign --file '${file}' --dry-run`);
  await writeFile(file, 'number,tenant,reason\n,one,asked\n');
  expect(await run('assign', '--file', file)).toMatchObject({ code: 0, out: expect.stringContaining('no row') });
  await writeFile(file, '\n');
  expect(await run('assign', '--file', file)).toMatchObject({ code: 2, err: expect.stringContaining('is empty') });
  await writeFile(file, `number,tenant,reason\n12,one,asked\n`);
  const { out: refused } = await run('assign', '--file', file);
  expect(refused).toContain('1 row was refused:\n1: the number');
  expect(refused).toContain('\n  line 2: <number>: ');
});
