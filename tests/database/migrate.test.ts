import { randomBytes } from 'node:crypto';
import { migrate } from '@linekeeper/postgres';
import { expect, it } from 'vitest';
import { CHECKED_IN } from '../support/checked-in.ts';
import { linekeeper } from '../support/command-line.ts';
import { createBareDatabase, createTestDatabase } from '../support/test-database.ts';

it('migrate() applies every migration once, even if many migrators start at the same time', async () => {
  await using database = await createBareDatabase();
  const waited: number[] = [];
  const results = await Promise.all(
    [1, 2, 3, 4].map((migrator) => migrate({ ...database, onWait: () => waited.push(migrator) })),
  );
  const worked = results.filter(({ applied }) => applied.length > 0);
  expect(worked.map(({ applied }) => applied.map(({ name }) => name))).toEqual([CHECKED_IN]);
  expect(waited).toHaveLength(3);
  expect(await migrate(database)).toEqual({ applied: [], granted: [] });
  expect(
    await database.sql(
      `SELECT migration_name AS name FROM linekeeper._prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND applied_steps_count = 1 AND logs IS NULL
       ORDER BY 1`,
    ),
  ).toEqual(CHECKED_IN.map((name) => ({ name })));
});

it('migrate --dry-run lists the migrations that it would apply, and changes nothing', async () => {
  await using database = await createBareDatabase();
  const urls = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  const { out, ...answer } = await linekeeper(urls, 'migrate', '--dry-run', '--json');
  expect(answer).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toEqual({ pending: CHECKED_IN, problems: [], withoutRights: [] });
  expect(await database.sql(`SELECT FROM pg_namespace WHERE nspname = 'linekeeper'`)).toEqual([]);
});

it('migrate() leaves nothing of a migration that PostgreSQL refuses, says which and why, and continues after the fix', async () => {
  await using database = await createBareDatabase();
  await database.sql(`
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF to_regclass('linekeeper.invitations') IS NOT NULL THEN RAISE 'no invitations here'; END IF;
    END $$;
    CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION refuse();
  `);
  for (const _ of ['first', 'again']) {
    await expect(migrate(database)).rejects.toThrow(
      'The migration 0001_baseline failed: no invitations here. Nothing of it was applied.',
    );
  }
  expect(await database.sql(`SELECT to_regclass('linekeeper.tenants') AS half`)).toEqual([{ half: null }]);
  await database.sql('DROP EVENT TRIGGER refuse');
  expect((await migrate(database)).applied.map(({ name }) => name)).toEqual(CHECKED_IN);
});

it('migrate() refuses a schema linekeeper of another product, changes nothing, and says what it contains', async () => {
  await using database = await createBareDatabase();
  await database.sql('CREATE SCHEMA linekeeper; CREATE TABLE linekeeper.orders (id int)');
  await expect(migrate(database)).rejects.toThrow(
    'The schema linekeeper already has tables ("orders") that Linekeeper didn\'t create.',
  );
  expect(await database.sql(`SELECT to_regclass('linekeeper._prisma_migrations') AS history`)).toEqual([
    { history: null },
  ]);
});

it('migrate() says which rights the owner needs, and works in a schema that was created for it', async () => {
  await using database = await createBareDatabase();
  const role = `migrator_${randomBytes(4).toString('hex')}`;
  await database.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  try {
    const ownerUrl = Object.assign(new URL(database.ownerUrl), { username: role, password: 'secret' }).href;
    await expect(migrate({ ownerUrl, url: database.url })).rejects.toThrow(
      `The role ${role} can't create the schema linekeeper. Run: CREATE SCHEMA linekeeper AUTHORIZATION "${role}"`,
    );
    await expect(migrate({ ownerUrl, url: database.url })).rejects.toThrow('or set DATABASE_OWNER_URL');
    await database.sql(`CREATE SCHEMA linekeeper AUTHORIZATION ${role}`);
    expect((await migrate({ ownerUrl, url: database.url })).applied).toHaveLength(CHECKED_IN.length);
  } finally {
    await database.sql(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  }
});

it('migrate() gives the serving role only the rights that it needs on our tables, and none on others', async () => {
  await using database = await createTestDatabase();
  await database.sql('CREATE TABLE public.somebody_elses (id int); GRANT ALL ON linekeeper.line_events TO PUBLIC');
  await database.sql('REVOKE ALL ON linekeeper.line_events FROM PUBLIC');
  await migrate(database);
  const rights = await database.sql<{ name: string; rights: string }>(
    `SELECT relname AS name, concat_ws(' ', ${['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']
      .map((right) => `CASE WHEN has_table_privilege($1, oid, '${right}') THEN '${right}' END`)
      .join(', ')}) AS rights
     FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'linekeeper'::regnamespace)`,
    [new URL(database.url).username],
  );
  const ours = rights.filter((one) => one.rights === 'SELECT INSERT UPDATE DELETE').map(({ name }) => name);
  expect(ours).toContain('lines');
  // Every table except these, including the tables of future migrations.
  expect(rights.filter(({ name }) => !ours.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: '_prisma_migrations', rights: 'SELECT' },
    // INSERT by column: see authority.test.ts and settings.contract.test.ts.
    { name: 'line_events', rights: 'SELECT' },
    { name: 'settings_events', rights: 'SELECT' },
    { name: 'somebody_elses', rights: '' },
  ]);
});
