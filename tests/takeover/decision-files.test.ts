import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LINE = '+12125550123';
const OTHER = '+12125550199';

let db: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
let folder: string;
beforeEach(async () => {
  db = await createTestDatabase();
  legacy = legacyTable(db);
  await db.sql(LEGACY_TABLE);
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-decisions-'));
});
afterEach(async () => {
  await db[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out) as unknown;
const counts = async (...args: string[]) => {
  const { counts: found } = (await json('census', ...args)) as { counts: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(found).filter(([name, count]) => name !== 'tenants' && typeof count === 'number' && count > 0),
  );
};
const all = () =>
  db.sql('SELECT id, "phoneNumber" AS column, "twilioConfig" AS config FROM public.tenants ORDER BY id');

describe('many decisions', () => {
  beforeEach(async () => {
    await db.sql(`ALTER TABLE public.tenants ADD COLUMN "updatedAt" timestamp, ADD COLUMN "deletedAt" timestamp`);
    await legacy.add('old', LINE);
    await legacy.add('new', null, { phoneNumber: '+1 212 555 0123' });
    await legacy.add('gone', null, { phoneNumber: '+12125550123' });
    await legacy.add('digits', null, { phoneNumber: '12125550188' });
    await legacy.add('both', OTHER, { phoneNumber: '+12125550177' });
    await db.sql(`UPDATE public.tenants SET "updatedAt" = CASE id WHEN 'new' THEN now() WHEN 'gone' THEN now() + '1 day' ELSE '2020-01-01' END,
      "deletedAt" = CASE WHEN id = 'gone' THEN now() END`);
    await run('legacy', 'link');
  });

  it('are suggested with evidence, tried, made, and made again without an effect', async () => {
    const file = join(folder, 'decisions.csv');
    expect(await json('assign', '--suggest', file)).toMatchObject({ disputes: 3, proposals: 3 });
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\+12125550123,new,proposed: changed most recently,shared/m);
    expect(text).toMatch(/^\+12125550188,digits,proposed: the number that was probably meant,unreadable/m);
    expect(text).toMatch(/^\+12125550177,both,proposed: people save the number in the JSON,disagreeing/m);

    const before = await all();
    const tried = await run('assign', '--file', file, '--dry-run');
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining('3 of 3 rows would be decided') });
    expect({ rows: await all(), held: await legacy.held() }).toEqual({ rows: before, held: {} });
    expect(await run('assign', '--file', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Decided 3 of 3'),
    });
    const held = { new: LINE, digits: '+12125550188', both: '+12125550177' };
    expect(await legacy.held()).toEqual(held);
    expect(await counts()).toEqual({ NONE: 2, HELD: 3 });
    const events = await db.sql('SELECT * FROM linekeeper.line_events');
    const again = (await json('assign', '--file', file)) as { results: { outcome: string }[] };
    expect(again.results.map(({ outcome }) => outcome)).toEqual(['SAME', 'SAME', 'SAME']);
    expect(await db.sql('SELECT * FROM linekeeper.line_events')).toEqual(events);

    // Everything was undone, and the legacy table is exactly as before.
    expect(await json('legacy', 'revert', '--all')).toMatchObject({ REVERTED: 5, KEPT: 0, NOTHING: 0 });
    await run('assign', '--file', file);
    expect(await json('legacy', 'revert', '--file', file)).toMatchObject({ REVERTED: 5, KEPT: 0, NOTHING: 0 });
    expect({ rows: await all(), held: await legacy.held() }).toEqual({ rows: before, held: {} });
  });

  it('keep later changes when they are taken back', async () => {
    const file = join(folder, 'kept.csv');
    await json('assign', '--suggest', file);
    await run('assign', '--file', file);
    await db.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "+12125550199"}' WHERE id = 'new'`);
    await run('legacy', 'follow');
    // Two: the company itself, and the one whose old column is its number now.
    expect(await json('legacy', 'revert', '--file', file)).toMatchObject({ REVERTED: 3, KEPT: 2, NOTHING: 0 });
    expect(await legacy.held()).toEqual({ new: '+12125550199', both: '+12125550177' });
    expect(await legacy.places('new')).toEqual({ column: '+12125550199', config: { phoneNumber: '+12125550199' } });
  });

  it('keep changes that no server has followed yet when they are taken back', async () => {
    const file = join(folder, 'kept.csv');
    await json('assign', '--suggest', file);
    await run('assign', '--file', file);
    const write = (id: string, number: string) =>
      db.sql(`UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', $2::text) WHERE id = $1`, [
        id,
        number,
      ]);
    await write('old', '+12125550188');
    await write('both', '');
    await write('digits', 'ask Maria');
    const before = await Promise.all(['old', 'digits'].map((id) => legacy.places(id)));
    expect(await json('legacy', 'revert', '--file', file)).toMatchObject({ REVERTED: 2, KEPT: 3, NOTHING: 0 });
    expect(await Promise.all(['old', 'digits'].map((id) => legacy.places(id)))).toEqual(before);
    expect(await legacy.places('both')).toEqual({ column: null, config: { phoneNumber: '' } });
    expect(await legacy.held()).toEqual({ digits: '+12125550188' });
  });

  it('are read as RFC 4180, with quotes, line breaks and no newline at the end, and one bad row stops no other', async () => {
    const file = join(folder, 'mine.csv');
    await writeFile(
      file,
      `﻿tenant,number,reason\r\nnew,${LINE},"said so,\r\n""twice"""\r\nnobody,${OTHER},asked\r\nold,,\r\nboth,none,left it`,
    );
    const { code, out } = await run('assign', '--file', file, '--json');
    expect(code).toBe(3);
    const { results } = JSON.parse(out) as { results: { tenant: string; outcome: string }[] };
    expect(results.map(({ tenant, outcome }) => [tenant, outcome])).toEqual([
      ['new', 'INVALID'],
      ['nobody', 'NO_TENANT'],
      ['both', 'DROPPED'],
    ]);
    expect(await run('assign', '--file', join(folder, 'none.csv'))).toMatchObject({ code: 2 });
    await writeFile(file, 'a,b\n1,2');
    expect(await run('assign', '--file', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('number, tenant and reason'),
    });
  });

  it('are tried in their order, so that a dry run shows exactly what the run does', async () => {
    const file = join(folder, 'order.csv');
    const rows = [
      `${LINE},new`,
      `${LINE},old`,
      `${OTHER},both`,
      '+12125550177,both',
      `${OTHER},both`,
      `${OTHER},digits`,
      'none,new',
      '12,new',
      `${LINE},nobody`,
      'none,old',
      'none,old',
    ];
    await writeFile(file, ['number,tenant,reason', ...rows.map((row) => `${row},asked`)].join('\n'));
    const before = { rows: await all(), held: await legacy.held() };
    const tried = (await json('assign', '--file', file, '--dry-run')) as { results: { outcome: string }[] };
    expect({ rows: await all(), held: await legacy.held() }).toEqual(before);
    const made = (await json('assign', '--file', file)) as typeof tried;
    const outcomes = ({ results }: typeof tried) => results.map(({ outcome }) => outcome);
    expect(outcomes(made)).toEqual([
      ...['ASSIGNED', 'HELD_BY_ANOTHER', 'ASSIGNED', 'HOLDS_ANOTHER', 'SAME', 'NOT_THEIRS', 'HOLDS_ANOTHER'],
      ...['INVALID', 'NO_TENANT', 'SAME', 'SAME'],
    ]);
    expect(outcomes(tried)).toEqual(outcomes(made));
    const { out } = await run('assign', '--file', file);
    expect(out).toContain('Decided 5 of 11 rows.\n\n6 rows were refused:\n');
    expect(out).toContain(
      '1: another company holds the line. Leave the number empty, or use --overrule to take the line from it.\n  line 3: Nothing was changed: ',
    );
    expect(out).toContain("1: the company doesn't have this number in the legacy table.");
    expect(out).toContain('2: the company holds another line.');
  });

  it.each([';', '\t'])('can be separated by %j, as spreadsheets of many countries do', async (sign) => {
    const file = join(folder, 'mine.csv');
    await writeFile(file, `\ufeffnumber${sign}tenant${sign}reason\r\n${LINE}${sign}new${sign}"said so, twice"\r\n`);
    expect(await run('assign', '--file', file)).toMatchObject({ code: 0 });
    expect(await legacy.held()).toEqual({ new: LINE });
  });
});

describe('suggested decisions', () => {
  let files = 0;
  const suggested = async () => {
    const file = join(folder, `suggested-${files++}.csv`);
    await json('assign', '--suggest', file);
    const rows = parse(await readFile(file, 'utf8'), { columns: true }) as Record<string, string>[];
    return {
      file,
      decided: rows.filter(({ number }) => number !== '').map(({ number, tenant }) => [number, tenant]),
      rows,
    };
  };

  it('never give one line to two companies or two lines to one, and nothing without evidence, so that none is refused', async () => {
    await db.sql(`ALTER TABLE public.tenants ADD COLUMN "updatedAt" timestamp DEFAULT '2024-01-01'`);
    const [X, Y, Z, V, W] = [30, 31, 32, 33, 34].map((n) => `+121255501${n}`) as [
      string,
      string,
      string,
      string,
      string,
    ];
    // Nothing speaks for one of them.
    for (const id of ['same-1', 'same-2']) await legacy.add(id, null, { phoneNumber: X });
    // Two share a column's number, and one of them has another number in the JSON.
    await legacy.add('both', Y, { phoneNumber: Z });
    await legacy.add('rival', null, { phoneNumber: Y });
    // What several probably mean, and what another company has.
    for (const id of ['digits-1', 'digits-2']) await legacy.add(id, null, { phoneNumber: Number(V.slice(1)) });
    await legacy.add('clean', null, { phoneNumber: W });
    await legacy.add('digits-3', null, { phoneNumber: Number(W.slice(1)) });
    await legacy.add('digits-4', null, { phoneNumber: 12125550135 });
    await run('legacy', 'link');
    const first = await suggested();
    expect(first.decided).toEqual([
      [Y, 'rival'],
      [Z, 'both'],
      ['+12125550135', 'digits-4'],
    ]);
    expect(await run('assign', '--file', first.file)).toMatchObject({ code: 0 });
    await run('backfill');
    expect(await legacy.held()).toEqual({ rival: Y, both: Z, clean: W, 'digits-4': '+12125550135' });

    // The legacy product writes the holder's line for others, and other texts for the holder: one line in two disputes.
    await legacy.add('late', null, { phoneNumber: W });
    await db.sql(
      `UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', $1::text) WHERE id IN ('same-1', 'both')`,
      [Y],
    );
    await db.sql(
      `UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', 'ask Maria') WHERE id = 'clean'`,
    );
    await run('legacy', 'follow');
    const second = await suggested();
    expect(second.decided).toHaveLength(3);
    expect(second.decided).toEqual(
      expect.arrayContaining([
        [Y, 'rival'],
        [Z, 'both'],
        [W, 'clean'],
      ]),
    );
    expect(await run('assign', '--file', second.file)).toMatchObject({ code: 0 });
    expect(await counts()).toMatchObject({ HELD: 4, CLEAN: 1 });
  });

  it('have the words of the screen for each kind', async () => {
    for (const id of ['one', 'two']) await legacy.add(id, null, { phoneNumber: LINE });
    await run('legacy', 'link');
    expect((await suggested()).rows.map(({ kind }) => kind)).toEqual(['shared', 'shared']);
  });
});
