import { lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused, WrongUse } from '@linekeeper/command';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LegacyEntry } from '../legacy-entries.ts';
import { openReportFile as openFile, REPORT_COLUMNS } from './report-file.ts';

const openReportFile = (path: string) => openFile(path, REPORT_COLUMNS);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = (given: Partial<LegacyEntry>): LegacyEntry => ({
  kind: 'UNREADABLE',
  phoneNumber: null,
  tenantId: 'a',
  tenantName: 'A',
  place: 'phoneNumber',
  spelling: 'n/a',
  reason: 'NOT_A_NUMBER',
  suggestion: null,
  tenantCreatedAt: null,
  tenantUpdatedAt: null,
  tenantDeletedAt: null,
  members: null,
  lastSignInAt: null,
  ...given,
});

async function written(name: string, ...pages: LegacyEntry[][]): Promise<string> {
  const file = openReportFile(join(folder, name));
  await file.begin();
  for (const page of pages) await file.add(page);
  await file.finish();
  await file.discard();
  return readFile(join(folder, name), 'utf8');
}

it.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['@x', "'@x"],
  ['-1+2', "'-1+2"],
  ['+1-212-555-0123', "'+1-212-555-0123"],
  ['+12125550123', '+12125550123'],
  ['a;=1+1;-2', "a;'=1+1;'-2"],
  ['＝1+1', "'＝1+1"],
])("a report writes %j as a cell that a spreadsheet doesn't run as a formula", async (spelling, cell) => {
  const csv = await written('a.csv', [entry({ spelling })]);
  const [, ...lines] = csv.split('\r\n');
  expect(lines.join('\r\n')).toBe(`unreadable,,a,A,phoneNumber,${cell},NOT_A_NUMBER,${sentence},,,,,,\r\n`);
});
const sentence = '"This is not a single phone number. Enter one number, for example +44 20 7946 0018"';

it.each([
  ['no page', []],
  ['one page', [[entry({})]]],
  ['pages, one of them empty', [[entry({})], [], [entry({ tenantId: 'b' }), entry({ tenantId: 'c' })]]],
])('a report writes JSON that can be read, of %s', async (_, pages) => {
  const read = JSON.parse(await written('a.json', ...pages)) as LegacyEntry[];
  expect(read.map(({ tenantId }) => tenantId)).toEqual(pages.flat().map(({ tenantId }) => tenantId));
});

it('only its owner can read a report, and it appears only when it is complete', async () => {
  const path = join(folder, 'a.csv');
  const file = openReportFile(path);
  await file.begin();
  await file.add([entry({})]);
  await expect(stat(path)).rejects.toThrow();
  await file.finish();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const other = openReportFile(join(folder, 'b.csv'));
  await other.begin();
  await other.add([entry({})]);
  await other.discard();
  expect(await readdir(folder)).toEqual(['a.csv']);
});

it("a report doesn't use files or links that others have put into the folder", async () => {
  const path = join(folder, 'a.csv');
  const [open, elsewhere] = [join(folder, 'open'), join(folder, 'elsewhere')];
  await writeFile(elsewhere, 'kept', { mode: 0o644 });
  await writeFile(`${path}.part`, 'planted', { mode: 0o666 });
  await symlink(elsewhere, path);
  await symlink(open, join(folder, 'b.csv.part'));
  await written('a.csv', [entry({})]);
  await written('b.csv', [entry({})]);
  for (const name of ['a.csv', 'b.csv']) {
    const { mode } = await lstat(join(folder, name));
    expect(mode & 0o170777).toBe(0o100600);
  }
  expect(await readFile(elsewhere, 'utf8')).toBe('kept');
  await expect(stat(open)).rejects.toThrow();
});

it('a report refuses other formats, and says which it accepts', () => {
  expect(() => openReportFile('a.xlsx')).toThrow(WrongUse);
  expect(() => openReportFile('a.xlsx')).toThrow('.csv or .json');
});

it("a report fails before the work if the folder doesn't exist", async () => {
  const path = join(folder, 'none', 'a.csv');
  await expect(openReportFile(path).begin()).rejects.toThrow(
    new Refused(`${path} can't be written: the folder doesn't exist`),
  );
});

it('a report that was begun is removed if the process exits before it is complete', async () => {
  const before = process.listeners('exit');
  const [stopped, complete] = ['stopped.csv', 'complete.csv'].map((name) => openReportFile(join(folder, name)));
  await complete?.begin();
  await complete?.finish();
  await stopped?.begin();
  const added = process.listeners('exit').filter((listener) => !before.includes(listener));
  expect(added).toHaveLength(1);
  added[0]?.call(process, 130);
  expect(await readdir(folder)).toEqual(['complete.csv']);
  await stopped?.discard();
  expect(process.listeners('exit')).toEqual(before);
});

it('a new file never replaces one with decisions, even if it appears meanwhile', async () => {
  const path = join(folder, 'a.csv');
  const open = () => openFile(path, REPORT_COLUMNS, { isNew: true });
  const meanwhile = open();
  await meanwhile.begin();
  await writeFile(path, 'decisions');
  for (const refused of [meanwhile.finish(), open().begin()]) {
    await expect(refused).rejects.toThrow(/^\S+ exists already .* Choose another name$/);
  }
  await meanwhile.discard();
  expect(await readFile(path, 'utf8')).toBe('decisions');
  expect(await readdir(folder)).toEqual(['a.csv']);
});
