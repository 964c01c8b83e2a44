import { runCommandLine } from 'linekeeper';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LINE = '+12125550123';

let db: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
beforeEach(async () => {
  db = await createTestDatabase();
  legacy = legacyTable(db);
  await db.sql(LEGACY_TABLE);
});
afterEach(() => db[Symbol.asyncDispose]());

const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
const assign = (number: string, tenant: string, ...more: string[]) =>
  run('assign', number, tenant, '--reason', 'asked them', ...more);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out) as unknown;
const counts = async (...args: string[]) => {
  const { counts: found } = (await json('census', ...args)) as { counts: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(found).filter(([name, count]) => name !== 'tenants' && typeof count === 'number' && count > 0),
  );
};

describe('assign', () => {
  beforeEach(async () => {
    await legacy.add('first', LINE);
    await legacy.add('second', null, { phoneNumber: '+1 212 555 0123', accountSid: 'AC1' });
    await run('legacy', 'link');
  });

  it('can be run again, and changes an earlier decision only with --overrule', async () => {
    expect(await counts()).toEqual({ SHARED: 2, sharedLines: 1 });
    expect(await assign('+1 (212) 555-0123', 'second')).toMatchObject({
      code: 0,
      out: '+1 212 555 0123 is now the line of second. first (first) loses +1 212 555 0123.\n',
    });
    expect(await counts()).toEqual({ NONE: 1, HELD: 1 });
    const before = await db.sql('SELECT * FROM linekeeper.line_events');
    expect(await assign(LINE, 'second')).toMatchObject({ code: 0, out: 'This was already decided for second.\n' });
    expect(await db.sql('SELECT * FROM linekeeper.line_events')).toEqual(before);
    const refused = await assign(LINE, 'first');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/Nothing was changed: second \(second\) has held \+1 212 555 0123 since .* --overrule/);
    expect(await assign(LINE, 'first', '--overrule')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.held()).toEqual({ first: LINE });
    expect(await legacy.places('second')).toEqual({ column: null, config: { accountSid: 'AC1' } });
    expect(await counts()).toEqual({ NONE: 1, HELD: 1 });
  });

  it('with "none" removes what isn\'t a number, and releases a line only with --overrule', async () => {
    await legacy.add('third', null, { phoneNumber: 'ask Maria', accountSid: 'AC3' });
    await run('legacy', 'follow');
    expect(await counts()).toMatchObject({ UNREADABLE: 1 });
    expect(await assign('none', 'third')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.places('third')).toEqual({ column: null, config: { accountSid: 'AC3' } });
    await assign(LINE, 'second');
    expect(await assign('none', 'second')).toMatchObject({ code: 1 });
    expect(await assign('none', 'second', '--overrule')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.held()).toEqual({});
    expect(await counts()).toEqual({ NONE: 3 });
  });

  it("doesn't override a number that the legacy product has written since, even if nobody has followed it yet", async () => {
    await legacy.add('third', null, { phoneNumber: '+12125550177' });
    await run('backfill');
    await db.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "+12125550188"}' WHERE id = 'third'`);
    const refused = await assign('+12125550177', 'third');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('has held +1 212 555 0188') });
    expect(await legacy.places('third')).toEqual({ column: null, config: { phoneNumber: '+12125550188' } });
    expect(await legacy.held()).toEqual({ third: '+12125550188' });
  });

  it.each([
    ['an invalid number', ['12', 'first'], 2],
    ['a national number without its country', ['2125550123', 'first'], 2],
    ['an unknown company', [LINE, 'nobody'], 1],
  ])('refuses %s', async (_, [number = '', tenant = ''], code) => {
    expect(await assign(number, tenant)).toMatchObject({ code, out: '' });
    expect(await legacy.held()).toEqual({});
  });

  it('needs a reason, and a linked table', async () => {
    expect(await run('assign', LINE, 'first')).toMatchObject({ code: 2, err: '--reason is missing\n' });
    await run('legacy', 'unlink', '--yes');
    expect(await assign(LINE, 'first')).toMatchObject({ code: 1, err: expect.stringContaining('legacy link') });
  });
});

describe('census', () => {
  it('reads national numbers with the default country, and warns if other facts contradict it', async () => {
    await legacy.add('american', null, { phoneNumber: '(212) 555-0123' });
    await legacy.add('mexican', null, { phoneNumber: '+52 55 1234 5678' });
    await db.sql(`UPDATE public.tenants SET timezone = 'America/New_York'`);
    expect(await counts()).toMatchObject({ UNREADABLE: 1 });
    expect((await run('census', '--country', 'US')).out).not.toContain('have a time zone of another');
    await legacy.add('unclear', null, { phoneNumber: '020 7946 0018' });
    await db.sql(`UPDATE public.tenants SET timezone = 'America/New_York'`);
    const { out } = await run('census', '--country', 'GB');
    expect(out).toContain('1 number was read with the default country');
    expect(out).toContain('Warning: 1 of these companies has a time zone of another country');
    expect(out).toMatch(
      /Warning: of the companies without a country, 1 has a number with the calling code of another country/,
    );
  });

  it('mentions numbers under other keys', async () => {
    await legacy.add('other', null, { phone_number: LINE });
    expect((await run('census')).out).toContain('1 company has something like a number under another key');
  });
});

it('a command says at once, and in words, that a report cannot be written', async () => {
  await legacy.add('a', LINE);
  await run('legacy', 'link');
  const refused = await run('backfill', '--report', '/no/such/folder/left.csv');
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: "/no/such/folder/left.csv can't be written: the folder doesn't exist\n",
  });
  expect(await legacy.held()).toEqual({});
  expect(await run('backfill', '--report', 'left.txt')).toMatchObject({ code: 2 });
});

it('a command shows its progress on a terminal, and clears it at the end', async () => {
  await legacy.add('a', LINE);
  await run('legacy', 'link');
  const lines: string[] = [];
  const outlet = { out: () => {}, err: () => {}, progress: (text: string) => void lines.push(text) };
  expect(await runCommandLine(['backfill'], { DATABASE_URL: db.ownerUrl }, outlet)).toBe(0);
  expect(lines).toContainEqual(expect.stringMatching(/^read 1 of 1 \([\d,]+ a second, 0 s left\)$/));
  expect(lines).toContainEqual(expect.stringMatching(/^moved 1 of 1 /));
  expect(lines.at(-1)).toBe('');
});

it('only one command works at a time', async () => {
  await legacy.add('a', LINE);
  await run('legacy', 'link');
  await db.sql('SELECT pg_advisory_lock(4738203)');
  for (const args of [['backfill'], ['contract', '--yes'], ['assign', LINE, 'a', '--reason', 'mine']]) {
    expect(await run(...args)).toMatchObject({ code: 1, err: expect.stringContaining('Another') });
  }
  await db.sql('SELECT pg_advisory_unlock(4738203)');
  expect(await run('backfill')).toMatchObject({ code: 0 });
});
