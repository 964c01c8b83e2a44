import { migrate, openDatabase } from '@linekeeper/db';
import { createLogger, readEnv, startServer } from '@linekeeper/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CHECKED_IN } from '../support/checked-in.ts';
import { linekeeper } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { insertLegacyTenants, LEGACY_HISTORY, LEGACY_TENANTS } from '../support/legacy-tenants.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

let legacy: TestDatabase;
beforeEach(async () => {
  legacy = await createBareDatabase();
});
afterEach(() => legacy[Symbol.asyncDispose]());

const run = (...args: string[]) =>
  linekeeper({ DATABASE_URL: legacy.url, DATABASE_OWNER_URL: legacy.ownerUrl }, 'migrate', ...args);
const history = () =>
  legacy.sql<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at, 1');
const [FIRST = '', ...REST] = CHECKED_IN;

it('takes the legacy table over with every row and column of it, and says what had better be known', async () => {
  await legacy.sql(LEGACY_TENANTS);
  await insertLegacyTenants(legacy, 3);
  const rows = () => legacy.sql('SELECT id, name, "twilioConfig", plan, "updatedAt" FROM tenants ORDER BY id');
  const before = await rows();

  const result = await migrate(legacy);
  expect(result.takenOver).toBe(true);
  expect(result.applied.map(({ name }) => name)).toEqual(REST);
  expect(result.notes).toEqual([
    expect.stringContaining('ALTER TABLE tenants ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP.'),
  ]);
  expect(await rows()).toEqual(before);
  expect((await history()).map(({ name }) => name)).toEqual([FIRST, ...REST]);
  expect(await migrate(legacy)).toEqual({ applied: [], takenOver: false, notes: [] });

  const db = openDatabase({ url: legacy.url });
  expect(await db.isMigrated()).toBe(true);
  expect((await db.operator.tenants()).map(({ id }) => id).sort()).toEqual(['legacy-1', 'legacy-2', 'legacy-3']);
  await expect(db.createTenant({ name: 'New', country: null })).rejects.toThrow();
  await legacy.sql('ALTER TABLE tenants ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP');
  await db.createTenant({ name: 'New', country: null });
  await db.close();
});

it("goes on after the legacy system's own history, and leaves it as it is", async () => {
  await legacy.sql(LEGACY_TENANTS + LEGACY_HISTORY);
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(out).toContain("The legacy system's table of tenants was taken over as it stands.");
  expect(out).toContain('also has 1 of another system; they stay');
  expect((await history()).map(({ name }) => name)).toEqual(['20230401_init', FIRST, ...REST]);
  expect(await run()).toMatchObject({ code: 0, out: 'The database has every migration.\n' });
  expect(JSON.parse((await run('--json')).out)).toEqual({ applied: [], takenOver: false, notes: [] });
});

it('refuses a table that cannot be taken, with everything that is wrong at once, before anything is changed', async () => {
  await legacy.sql(`
    CREATE TABLE tenants (
      id uuid, name text, location int, "twilioConfig" json, created_at timestamptz, country varchar(2)
    );
    CREATE TABLE users (id serial PRIMARY KEY);
    CREATE INDEX tenants_slug_key ON users (id);
    ${LEGACY_HISTORY}
    INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', '', '20240101_half');
  `);
  const tables = () => legacy.sql(`SELECT relname, relnatts FROM pg_class WHERE relnamespace = 'public'::regnamespace`);
  const before = await tables();
  const { code, out, err } = await run();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  const problems = [
    'a migration of another system, 20240101_half, that was started and not finished',
    'The column "id" of tenants is of type uuid, not text',
    'The column "name" of tenants takes NULL',
    'The column "location" of tenants is of type integer, not text',
    'ALTER TABLE tenants ADD COLUMN "timezone" text',
    'ALTER TABLE tenants ADD COLUMN "phoneNumber" text',
    'The column "twilioConfig" of tenants is of type json, not jsonb',
    'has neither a primary key nor a unique index',
    'ALTER TABLE tenants RENAME COLUMN "country" TO "legacy_country"',
    'ALTER TABLE tenants RENAME COLUMN "created_at" TO "legacy_created_at"',
    'ALTER INDEX "tenants_slug_key" RENAME TO',
    'There is a table "users" in the schema public, and the migration 0005_sign_in makes something',
    'There is an index "users_pkey"',
  ];
  expect(err.trim().split('\n').slice(1)).toEqual(problems.map((problem) => expect.stringContaining(problem)));

  const dry = await run('--dry-run', '--json');
  expect(dry.code).toBe(3);
  expect(JSON.parse(dry.out)).toEqual({
    pending: CHECKED_IN,
    takesOver: true,
    problems: problems.map((problem) => expect.stringContaining(problem)),
    notes: [expect.stringContaining('of another system')],
  });
  expect(await tables()).toEqual(before);
  expect(await legacy.sql('SELECT FROM _prisma_migrations')).toHaveLength(2);
});

it('refuses a table that belongs to a role that the owner is not of', async () => {
  await legacy.sql(LEGACY_TENANTS);
  const { username, password } = new URL(legacy.url);
  await legacy.sql(`GRANT USAGE ON SCHEMA public TO ${username}`);
  const [row] = await legacy.sql<{ me: string }>('SELECT current_user AS me');
  const { code, err } = await linekeeper({ DATABASE_URL: legacy.url }, 'migrate');
  expect(code).toBe(1);
  expect(err).not.toContain(password);
  expect(err).toContain(`may not create tables in the schema public. GRANT CREATE ON SCHEMA public TO "${username}"`);
  expect(err).toContain(`The table tenants belongs to the role ${row?.me}, and ${username} migrates.`);
});

it('shows what it would do, and does it not', async () => {
  await legacy.sql(LEGACY_TENANTS);
  const { code, out } = await run('--dry-run');
  expect(code).toBe(0);
  expect(out).toContain(`Would take over the legacy system's table of tenants as ${FIRST}, and apply\n  ${REST[0]}\n`);
  expect(out).toContain('Note: The column "updatedAt"');
  expect(await legacy.sql(`SELECT to_regclass('_prisma_migrations') AS history`)).toEqual([{ history: null }]);
  await run();
  expect(await run('--dry-run')).toMatchObject({ code: 0, out: 'The database has every migration.\n' });
});

it('is what a server does that starts, and its log says so', async () => {
  await legacy.sql(LEGACY_TENANTS);
  let log = '';
  const destination = {
    write: (line: string) => {
      log += line;
    },
  };
  const env = readEnv({
    PORT: String(await freePort()),
    DATABASE_URL: legacy.url,
    DATABASE_OWNER_URL: legacy.ownerUrl,
    LINEKEEPER_SECRET: TEST_SECRET,
  });
  const server = await startServer(env, createLogger({ level: 'info', destination }));
  await server.close();
  expect(log).toContain('The table of tenants was there; it was taken over from the legacy system');
  expect(log).toContain('The column \\"updatedAt\\" of tenants takes no NULL and has no default');
});

it('takes nothing behind its name', async () => {
  expect(await run('now')).toMatchObject({ code: 2, out: '' });
});
