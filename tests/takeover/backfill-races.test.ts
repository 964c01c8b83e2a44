import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const CONFIG = '+12125550124';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());
beforeEach(async () => {
  await db.sql('TRUNCATE tenants CASCADE');
  await db.sql(`INSERT INTO tenants (id, name, "phoneNumber", "twilioConfig") VALUES
    ('column', 'Column', '+1 212 555 0123', NULL),
    ('config', 'Config', NULL, '{"phoneNumber": "${CONFIG}"}'),
    ('other', 'Other', NULL, NULL)`);
});

const backfill = () => linekeeper({ DATABASE_URL: db.ownerUrl }, 'backfill');
const held = async () => {
  const rows = await db.sql<{ tenant_id: string; e164: string }>('SELECT tenant_id, e164 FROM inbound_numbers');
  return Object.fromEntries(rows.map(({ tenant_id, e164 }) => [tenant_id, e164]));
};

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

it('moves the others where a company is deleted', async () => {
  expect(await backfillBeside(`DELETE FROM tenants WHERE id = 'column'`)).toMatchObject({ code: 0 });
  expect(await held()).toEqual({ config: CONFIG });
});

it('does not bring back what a company gives up', async () => {
  const released = `INSERT INTO legacy_settlements (tenant_id, outcome, config_value) VALUES ('config', 'SUPERSEDED', '"${CONFIG}"')`;
  expect(await backfillBeside(released)).toMatchObject({ code: 0 });
  expect(await held()).toEqual({ column: '+12125550123' });
});

it('leaves a number to the company that sets it, and says so', async () => {
  const claimed = `INSERT INTO inbound_numbers (e164, tenant_id) VALUES ('${CONFIG}', 'other')`;
  const { code, out } = await backfillBeside(claimed);
  expect(code).toBe(3);
  expect(out).toMatch(/taken +1 /);
  expect(await held()).toEqual({ column: '+12125550123', other: CONFIG });
  expect(await db.sql('SELECT tenant_id FROM legacy_settlements')).toEqual([{ tenant_id: 'column' }]);
});

it('leaves a company the number that it sets itself', async () => {
  const claimed = `INSERT INTO inbound_numbers (e164, tenant_id) VALUES ('+12125550199', 'config')`;
  expect(await backfillBeside(claimed)).toMatchObject({ code: 0 });
  expect(await held()).toEqual({ column: '+12125550123', config: '+12125550199' });
  expect(await db.sql(`SELECT outcome, e164 FROM legacy_settlements WHERE tenant_id = 'config'`)).toEqual([
    { outcome: 'SUPERSEDED', e164: null },
  ]);
});

it('settles nothing of a batch that fails, and moves it another time', async () => {
  await db.sql(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON inbound_numbers FOR EACH ROW EXECUTE FUNCTION refuse()`);
  expect(await backfill()).toMatchObject({ code: 1, out: '' });
  expect(await db.sql('SELECT FROM legacy_settlements')).toEqual([]);
  await db.sql('DROP TRIGGER refuse ON inbound_numbers');
  expect(await backfill()).toMatchObject({ code: 0 });
  expect(Object.keys(await held())).toEqual(['column', 'config']);
});
