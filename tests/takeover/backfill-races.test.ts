import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { EMPTY_COMPANIES, LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const CONFIG = '+12125550124';
const OTHER = '+12125550199';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql(LEGACY_TABLE);
});
afterAll(() => db[Symbol.asyncDispose]());
beforeEach(async () => {
  await db.sql(EMPTY_COMPANIES);
  await db.sql(`INSERT INTO public.tenants (id, name, "phoneNumber", "twilioConfig") VALUES
    ('column', 'Column', '+1 212 555 0123', NULL),
    ('config', 'Config', NULL, '{"phoneNumber": "${CONFIG}"}'),
    ('other', 'Other', NULL, NULL);
    INSERT INTO linekeeper.tenants (id, name) SELECT id, name FROM public.tenants`);
});

const backfill = () => linekeeper({ DATABASE_URL: db.ownerUrl }, 'backfill');
const held = async () => {
  const rows = await db.sql<{ tenant_id: string; e164: string }>('SELECT tenant_id, e164 FROM linekeeper.lines');
  return Object.fromEntries(rows.map(({ tenant_id, e164 }) => [tenant_id, e164]));
};

/** What a claim writes. */
const changes = (tenantId: string, e164: string) => `
  INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${e164}', '${tenantId}');
  INSERT INTO linekeeper.line_events (e164, kind, to_tenant_id, actor_type, actor_name)
  VALUES ('${e164}', 'CLAIMED', '${tenantId}', 'PERSON', 'Ada')`;

/** Backfill, in the moment in which it comes upon what a transaction has done that is not committed yet. */
async function backfillBeside(statement: string) {
  const other = new pg.Client({ connectionString: db.ownerUrl });
  await other.connect();
  await other.query(`BEGIN; ${statement}`);
  const answer = backfill();
  const waiting = () =>
    db.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'linekeeper takeover' AND datname = current_database()`,
    );
  await expect.poll(async () => (await waiting()).length).toBe(1);
  await other.query('COMMIT');
  await other.end();
  return answer;
}

it('moves the others if a company is deleted meanwhile', async () => {
  expect(
    await backfillBeside(
      `DELETE FROM linekeeper.tenants WHERE id = 'column'; DELETE FROM public.tenants WHERE id = 'column'`,
    ),
  ).toMatchObject({ code: 0 });
  expect(await held()).toEqual({ config: CONFIG });
});

it('does not bring back what a company gives up', async () => {
  // As a claim and a release do it.
  const released = `${changes('config', OTHER)}; DELETE FROM linekeeper.lines WHERE tenant_id = 'config'`;
  expect(await backfillBeside(released)).toMatchObject({ code: 0 });
  expect(await held()).toEqual({ column: '+12125550123' });
});

it('leaves a number to the company that sets it, and says so', async () => {
  const { code, out } = await backfillBeside(changes('other', CONFIG));
  expect(code).toBe(3);
  expect(out).toMatch(/taken +1 /);
  expect(await held()).toEqual({ column: '+12125550123', other: CONFIG });
  expect(await db.sql('SELECT tenant_id FROM linekeeper.legacy_settlements')).toEqual([{ tenant_id: 'column' }]);
});

it('leaves a company the number that it sets itself', async () => {
  expect(await backfillBeside(changes('config', OTHER))).toMatchObject({ code: 0 });
  expect(await held()).toEqual({ column: '+12125550123', config: OTHER });
  expect(await db.sql(`SELECT outcome, e164 FROM linekeeper.legacy_settlements WHERE tenant_id = 'config'`)).toEqual([
    { outcome: 'SUPERSEDED', e164: null },
  ]);
});

it('settles nothing of a batch that fails, and moves it another time', async () => {
  await db.sql(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON linekeeper.lines FOR EACH ROW EXECUTE FUNCTION refuse()`);
  expect(await backfill()).toMatchObject({ code: 1, out: '' });
  expect(await db.sql('SELECT FROM linekeeper.legacy_settlements')).toEqual([]);
  await db.sql('DROP TRIGGER refuse ON linekeeper.lines');
  expect(await backfill()).toMatchObject({ code: 0 });
  expect(Object.keys(await held())).toEqual(['column', 'config']);
});
