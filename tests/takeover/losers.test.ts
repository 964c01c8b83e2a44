import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LINE = '+12125550123';

let db: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
let folder: string;
beforeEach(async () => {
  db = await createTestDatabase();
  legacy = legacyTable(db);
  await db.sql(LEGACY_TABLE);
  await legacy.add('old', LINE);
  await legacy.add('new', null, { phoneNumber: '+1 212 555 0123' });
  await legacy.add('gone', null, { phoneNumber: LINE });
  await legacy.add('both', '+12125550199', { phoneNumber: '+12125550177' });
  await run('legacy', 'link');
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-decisions-'));
});
afterEach(async () => {
  await db[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out) as unknown;
const all = () =>
  db.sql('SELECT id, "phoneNumber" AS column, "twilioConfig" AS config FROM public.tenants ORDER BY id');

it('decisions name the companies that lose a number, also those without a row, and are undone for them, too', async () => {
  const file = join(folder, 'losers.csv');
  await writeFile(file, `number,tenant,reason\n${LINE},new,asked\nnone,both,asked\n`);
  const before = await all();
  type Answer = { results: { tenant: string; losers: unknown[] }[] };
  const losers = ['gone', 'old'].map((id) => ({ tenantId: id, tenantName: id, phoneNumber: LINE }));
  const tried = await run('assign', '--file', file, '--dry-run');
  expect(tried.out).toMatch(
    /new +assigned +gone \(gone\) loses \+1 212 555 0123; old \(old\) loses \+1 212 555 0123\n/,
  );
  expect(tried.out).toContain('2 companies would lose a number to another one.');
  expect(((await json('assign', '--file', file)) as Answer).results.map((row) => row.losers)).toEqual([losers, []]);

  const lost = (await json('history', '--tenant', 'old')) as { events: unknown[] };
  expect(lost.events).toMatchObject([{ kind: 'ASSIGNED', from: { tenantId: 'old' }, to: null, reason: 'asked' }]);
  expect((await run('history', '--tenant', 'both')).out).toMatch(/assigned +both +–/);
  expect((await run('history', '--line', LINE)).out).toMatch(/assigned +– +new[\s\S]+assigned +old +–/);
  expect((await run('explain', LINE)).out).toContain('new');

  expect(await json('legacy', 'revert', '--file', file)).toMatchObject({ REVERTED: 4, KEPT: 0, NOTHING: 0 });
  expect({ rows: await all(), held: await legacy.held() }).toEqual({ rows: before, held: {} });
});

it('decisions are undone for the losers even if revert was stopped in between, but not what was decided later', async () => {
  const file = join(folder, 'losers.csv');
  await writeFile(file, `number,tenant,reason\n${LINE},new,asked\n`);
  await run('assign', '--file', file);
  await run('legacy', 'revert', '--tenant', 'new');
  expect(await json('legacy', 'revert', '--file', file)).toMatchObject({ REVERTED: 2 });
  expect(await legacy.places('old')).toMatchObject({ column: LINE });

  await run('assign', '--file', file);
  await run('assign', LINE, 'gone', '--overrule', '--reason', 'asked again');
  await run('legacy', 'revert', '--file', file);
  expect(await legacy.held()).toEqual({ gone: LINE });
  expect(await legacy.places('old')).toMatchObject({ column: null });
});
