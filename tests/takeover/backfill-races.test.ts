import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { besideTransaction } from '../support/beside-transaction.ts';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const COLUMN = '+12125550123';
const CONFIG = '+12125550124';
const OTHER = '+12125550199';

let db: TestDatabase;
let legacy: ReturnType<typeof legacyTable>;
beforeEach(async () => {
  db = await createTestDatabase();
  legacy = legacyTable(db);
  await db.sql(LEGACY_TABLE);
  await legacy.add('column', '+1 212 555 0123');
  await legacy.add('config', null, { phoneNumber: CONFIG });
  await legacy.add('other', null);
  expect(await run('legacy', 'link')).toMatchObject({ err: '' });
});
afterEach(() => db[Symbol.asyncDispose]());

const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
const settled = () => db.sql('SELECT tenant_id, outcome FROM linekeeper.legacy_settlements ORDER BY tenant_id');

describe('backfill', () => {
  const backfillBeside = (statement: string) => besideTransaction(db, statement, () => run('backfill'));

  it('moves the others if a company is deleted meanwhile', async () => {
    expect(await backfillBeside(`DELETE FROM public.tenants WHERE id = 'column'`)).toMatchObject({ err: '' });
    expect(await legacy.held()).toEqual({ config: CONFIG });
  });

  it("doesn't bring back a number that the legacy product clears meanwhile", async () => {
    const cleared = `UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": ""}' WHERE id = 'config'`;
    expect(await backfillBeside(cleared)).toMatchObject({ err: '' });
    expect(await legacy.held()).toEqual({ column: COLUMN });
  });

  it('leaves a number to the company that claims it meanwhile, and says so', async () => {
    const claimed = `INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${CONFIG}', 'other')`;
    const { code, out } = await backfillBeside(claimed);
    expect(code).toBe(3);
    expect(out).toMatch(/taken +1 /);
    expect(await legacy.held()).toEqual({ column: COLUMN, other: CONFIG });
    expect(await settled()).toEqual([{ tenant_id: 'column', outcome: 'MOVED' }]);
  });

  it('leaves a company the number that it claims itself meanwhile', async () => {
    const claimed = `INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${OTHER}', 'config')`;
    expect(await backfillBeside(claimed)).toMatchObject({ err: '' });
    expect(await legacy.held()).toEqual({ column: COLUMN, config: OTHER });
    expect(await legacy.places('config')).toEqual({ column: OTHER, config: { phoneNumber: OTHER } });
  });

  it('settles nothing of a batch that fails, and moves it the next time', async () => {
    await db.sql(`
      CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON linekeeper.lines FOR EACH ROW EXECUTE FUNCTION public.refuse()`);
    expect(await run('backfill')).toMatchObject({ code: 1, out: '' });
    expect(await settled()).toEqual([]);
    await db.sql('DROP TRIGGER refuse ON linekeeper.lines');
    expect(await run('backfill')).toMatchObject({ code: 0 });
    expect(await legacy.held()).toEqual({ column: COLUMN, config: CONFIG });
  });
});

describe('a line that is held already', () => {
  const assign = (number: string, tenant: string, ...more: string[]) =>
    run('assign', number, tenant, '--reason', 'asked them', ...more);
  const hold = (number: string, tenant: string) =>
    db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [number, tenant]);

  it("isn't replaced by a decision for its company, except with --overrule, and the history keeps the reason", async () => {
    await hold(OTHER, 'config');
    expect(await assign(CONFIG, 'config')).toMatchObject({ code: 1, err: expect.stringContaining('add --overrule') });
    expect(await legacy.held()).toEqual({ config: OTHER });
    expect(await assign(CONFIG, 'config', '--overrule')).toMatchObject({ code: 0, err: '' });
    expect(await legacy.held()).toEqual({ config: CONFIG });
    const events = await db.sql(
      `SELECT actor_type, reason FROM linekeeper.line_events WHERE e164 = $1 AND to_tenant_id = 'config'`,
      [CONFIG],
    );
    expect(events).toEqual([{ actor_type: 'OPERATOR', reason: 'asked them' }]);
  });

  it('is found by census as taken, with its holder, and stays where it is', async () => {
    await hold(CONFIG, 'other');
    expect((await run('census')).out).toMatch(/taken +\+1 212 555 0124 +config/);
    expect((await run('census')).out).toMatch(/taken +\+1 212 555 0124 +other/);
    expect(await run('backfill')).toMatchObject({ code: 3 });
    expect(await legacy.held()).toEqual({ column: COLUMN, other: CONFIG });
    expect(await assign(CONFIG, 'other')).toMatchObject({ code: 0, err: '' });
    expect(await run('census')).toMatchObject({ code: 0 });
    expect(await legacy.held()).toEqual({ column: COLUMN, other: CONFIG });
  });
});
