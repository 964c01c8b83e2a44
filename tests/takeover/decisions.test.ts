import { runCommandLine } from 'linekeeper';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CommandAnswer, linekeeper } from '../support/command-line.ts';
import { EMPTY_COMPANIES, LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LINE = '+12125550123';
const OTHER = '+12125550199';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql(LEGACY_TABLE);
});
afterAll(() => db[Symbol.asyncDispose]());
beforeEach(() => db.sql(EMPTY_COMPANIES));

const run = (...args: string[]): Promise<CommandAnswer> => linekeeper({ DATABASE_URL: db.ownerUrl }, ...args);
const assign = (number: string, tenant: string, ...more: string[]) =>
  run('assign', number, tenant, '--reason', 'asked them', ...more);
const counts = async (...args: string[]) => {
  const { out } = await run('census', '--json', ...args);
  const { counts: found } = JSON.parse(out) as { counts: Record<string, number> };
  return Object.fromEntries(Object.entries(found).filter(([name, count]) => name !== 'companies' && count > 0));
};
const company = async (id: string, column: string | null, config: unknown) => {
  await db.sql('INSERT INTO public.tenants (id, name, "phoneNumber", "twilioConfig") VALUES ($1, $1, $2, $3)', [
    id,
    column,
    config === undefined ? null : JSON.stringify(config),
  ]);
  await db.sql('INSERT INTO linekeeper.tenants (id, name) VALUES ($1, $1)', [id]);
};
const held = async () => {
  const rows = await db.sql<{ tenant_id: string; e164: string }>('SELECT tenant_id, e164 FROM linekeeper.lines');
  return Object.fromEntries(rows.map(({ tenant_id, e164 }) => [tenant_id, e164]));
};

describe('assign', () => {
  beforeEach(async () => {
    await company('first', LINE, undefined);
    await company('second', null, { phoneNumber: '+1 212 555 0123', accountSid: 'AC1' });
  });

  it('settles a line that several had, for all of them, and keeps the reason', async () => {
    expect(await counts()).toEqual({ CONFLICT: 2, conflictingLines: 1 });
    expect(await assign('+1 (212) 555-0123', 'second')).toMatchObject({
      code: 0,
      out: '+1 212 555 0123 is now the line of second.\n',
    });
    expect(await held()).toEqual({ second: LINE });
    expect(await counts()).toEqual({ SETTLED: 1, LOST: 1 });
    expect(await run('backfill')).toMatchObject({ code: 0 });
    expect(await counts()).toEqual({ SETTLED: 2 });
    expect(
      await db.sql('SELECT tenant_id, outcome, reason FROM linekeeper.legacy_settlements ORDER BY tenant_id'),
    ).toEqual([
      { tenant_id: 'first', outcome: 'LOST', reason: 'asked them' },
      { tenant_id: 'second', outcome: 'ASSIGNED', reason: 'asked them' },
    ]);
  });

  it('may be run again, and decides anew only with --overrule', async () => {
    await assign(LINE, 'second');
    const claimed = await db.sql('SELECT * FROM linekeeper.lines');
    expect(await assign(LINE, 'second')).toMatchObject({ code: 0 });
    expect(await db.sql('SELECT * FROM linekeeper.lines')).toEqual(claimed);
    const refused = await assign(LINE, 'first');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/Nothing was changed: second \(second\) holds \+1 212 555 0123 since .* --overrule/);
    expect(await held()).toEqual({ second: LINE });
    expect(await assign(LINE, 'first', '--overrule')).toMatchObject({ code: 0 });
    expect(await held()).toEqual({ first: LINE });
    expect(await counts()).toEqual({ SETTLED: 2 });
  });

  it('does not take from a company the number that it has set itself, but with --overrule', async () => {
    await db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [OTHER, 'second']);
    expect(await assign(LINE, 'second')).toMatchObject({
      code: 1,
      err: expect.stringContaining('second (second) holds'),
    });
    expect(await held()).toEqual({ second: OTHER });
    expect(await assign(LINE, 'second', '--overrule')).toMatchObject({ code: 0 });
    expect(await held()).toEqual({ second: LINE });
  });

  it('settles with "none" what is not a number', async () => {
    await db.sql(EMPTY_COMPANIES);
    await company('third', null, { phoneNumber: 'ask Maria' });
    expect(await counts()).toEqual({ UNREADABLE: 1 });
    expect(await assign('none', 'third')).toMatchObject({ code: 0 });
    expect(await counts()).toEqual({ SETTLED: 1 });
    expect(await db.sql('SELECT outcome, config_value FROM linekeeper.legacy_settlements')).toEqual([
      { outcome: 'DROPPED', config_value: 'ask Maria' },
    ]);
  });

  it.each([
    ['an invalid number', ['12', 'first'], 2],
    ['a national number without its country', ['2125550123', 'first'], 2],
    ['an unknown company', [LINE, 'nobody'], 1],
  ])('refuses %s', async (_, [number = '', tenant = ''], code) => {
    expect(await assign(number, tenant)).toMatchObject({ code, out: '' });
    expect(await held()).toEqual({});
  });

  it('takes no decision without a reason', async () => {
    expect(await run('assign', LINE, 'first')).toMatchObject({ code: 2, err: '--reason is missing\n' });
  });
});

describe('census', () => {
  it("reads national numbers with the company's country, else with --country", async () => {
    await company('american', null, { phoneNumber: '2125550123' });
    await company('british', null, { phoneNumber: '020 7946 0018' });
    await db.sql(`UPDATE linekeeper.tenants SET country = 'GB' WHERE id = 'british'`);
    expect(await counts()).toEqual({ CLEAN: 1, UNREADABLE: 1 });
    expect(await counts('--country', 'US')).toEqual({ CLEAN: 2 });
  });

  it('finds a line that another company has set since, and says who', async () => {
    await company('old', LINE, undefined);
    await company('new', null, undefined);
    await db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [LINE, 'new']);
    expect(await counts()).toEqual({ TAKEN: 1, NONE: 1 });
    expect((await run('census')).out).toMatch(/taken +\+1 212 555 0123 +new +new +linekeeper.lines/);
    expect(await run('backfill')).toMatchObject({ code: 3 });
    expect(await held()).toEqual({ new: LINE });
    expect(await assign(LINE, 'new')).toMatchObject({ code: 0 });
    expect(await counts()).toEqual({ LOST: 1, SETTLED: 1 });
  });

  it("reads a setting that isn't an object as unreadable, not as empty", async () => {
    await company('twice encoded', null, `{"phoneNumber":"${LINE}"}`);
    await company('null', null, null);
    expect(await counts()).toEqual({ UNREADABLE: 1, NONE: 1 });
  });

  it('notices that the legacy system still writes', async () => {
    await company('first', null, { phoneNumber: LINE });
    await run('backfill');
    await db.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber":"${OTHER}"}'`);
    expect(await counts()).toEqual({ CHANGED: 1 });
    expect(await run('backfill')).toMatchObject({ code: 3 });
    expect(await held()).toEqual({ first: LINE });
    expect(await run('contract', '--yes')).toMatchObject({ code: 1 });
    expect(await assign(OTHER, 'first', '--overrule')).toMatchObject({ code: 0 });
    expect(await counts()).toEqual({ SETTLED: 1 });
  });
});

describe('contract', () => {
  it.each([
    ['a number that is not moved', () => company('a', LINE, undefined)],
    ['a text that nobody decided about', () => company('a', null, { phoneNumber: 'n/a' })],
  ])('refuses while there is %s, and without --yes', async (_, plant) => {
    await plant();
    const before = await db.sql('SELECT * FROM public.tenants');
    expect(await run('contract', '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing was emptied'),
    });
    expect(await run('contract')).toMatchObject({ code: 2 });
    expect(await db.sql('SELECT * FROM public.tenants')).toEqual(before);
  });
});

it('says at once, and in words, that a report cannot be written', async () => {
  await company('a', LINE, undefined);
  const refused = await run('backfill', '--report', '/no/such/folder/left.csv');
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^Unexpected error: ENOENT.*left\.csv/),
  });
  expect(await held()).toEqual({});
  expect(await run('backfill', '--report', 'left.txt')).toMatchObject({ code: 2 });
});

it('shows progress on a terminal, and removes it in the end', async () => {
  await company('a', LINE, undefined);
  const lines: string[] = [];
  const outlet = { out: () => {}, err: () => {}, progress: (text: string) => void lines.push(text) };
  expect(await runCommandLine(['backfill'], { DATABASE_URL: db.ownerUrl }, outlet)).toBe(0);
  expect(lines).toContainEqual(expect.stringMatching(/^read 1 of 1 \([\d,]+ a second, 0 s left\)$/));
  expect(lines).toContainEqual(expect.stringMatching(/^moved 1 of 1 /));
  expect(lines.at(-1)).toBe('');
});

it('lets one of backfill, assign and contract work at a time', async () => {
  await company('a', LINE, undefined);
  await db.sql('SELECT pg_advisory_lock(4738203)');
  for (const args of [['backfill'], ['contract', '--yes'], ['assign', LINE, 'a', '--reason', 'mine']]) {
    expect(await run(...args)).toMatchObject({ code: 1, err: expect.stringContaining('Another backfill') });
  }
  await db.sql('SELECT pg_advisory_unlock(4738203)');
  expect(await run('backfill')).toMatchObject({ code: 0 });
});
