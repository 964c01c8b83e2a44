import { migrate } from '@linekeeper/db';
import { expect, it } from 'vitest';
import { CHECKED_IN } from '../support/checked-in.ts';
import { createBareDatabase, createTestDatabase } from '../support/test-database.ts';

it('applies every migration once, however many migrators start at the same moment', async () => {
  await using database = await createBareDatabase();
  const waited: number[] = [];
  const results = await Promise.all(
    [1, 2, 3, 4].map((migrator) => migrate({ ...database, onWait: () => waited.push(migrator) })),
  );
  const worked = results.filter(({ applied }) => applied.length > 0);
  expect(worked.map(({ applied }) => applied.map(({ name }) => name))).toEqual([CHECKED_IN]);
  expect(waited).toHaveLength(3);
  expect(await migrate(database)).toEqual({ applied: [], takenOver: false, notes: [] });
  expect(
    await database.sql(
      `SELECT migration_name AS name FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND applied_steps_count = 1 AND logs IS NULL
       ORDER BY 1`,
    ),
  ).toEqual(CHECKED_IN.map((name) => ({ name })));
});

it('leaves nothing of a migration that PostgreSQL refuses, says which and why, and goes on once that is mended', async () => {
  await using database = await createBareDatabase();
  // Refuses the last table that the sign-in migration makes.
  await database.sql(`
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF to_regclass('public.invitations') IS NOT NULL THEN RAISE 'no invitations here'; END IF;
    END $$;
    CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION refuse();
  `);
  for (const _ of ['first', 'again']) {
    await expect(migrate(database)).rejects.toThrow(
      'The migration 0005_sign_in failed: no invitations here. Nothing of it was applied.',
    );
  }
  expect(await database.sql(`SELECT to_regclass('users') AS half, to_regclass('inbound_numbers') AS before`)).toEqual([
    { half: null, before: 'inbound_numbers' },
  ]);
  await database.sql('DROP EVENT TRIGGER refuse');
  expect((await migrate(database)).applied.map(({ name }) => name)).toEqual(
    CHECKED_IN.slice(CHECKED_IN.indexOf('0005_sign_in')),
  );
});

it('refuses a database of something else before anything is changed, and says what is there', async () => {
  await using database = await createBareDatabase();
  await database.sql(
    'CREATE TABLE orders (id int); CREATE TYPE members AS ENUM (); CREATE VIEW users AS SELECT 1 AS id',
  );
  const refused = await migrate(database).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(refused.split('\n')).toEqual([
    'The database cannot be migrated as it stands. Nothing was changed.',
    expect.stringContaining('The schema public has tables already ("orders")'),
    expect.stringContaining('There is a type "members" in the schema public, and the migration 0005_sign_in makes'),
    expect.stringContaining('ALTER VIEW "users" RENAME TO "legacy_users"'),
  ]);
  expect(await database.sql(`SELECT to_regclass('_prisma_migrations') AS history`)).toEqual([{ history: null }]);
});

it('gives the serving role the rows of our tables, of the history reading, and nothing of others', async () => {
  await using database = await createTestDatabase();
  await database.sql('CREATE TABLE somebody_elses (id int)');
  await migrate(database);
  const rights = await database.sql<{ name: string; reads: boolean; writes: boolean }>(
    `SELECT relname AS name, has_table_privilege($1, oid, 'SELECT') AS reads,
       has_table_privilege($1, oid, 'INSERT') OR has_table_privilege($1, oid, 'UPDATE')
         OR has_table_privilege($1, oid, 'DELETE') AS writes
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    [new URL(database.url).username],
  );
  const ours = rights.filter(({ reads, writes }) => reads && writes).map(({ name }) => name);
  expect(ours).toContain('legacy_settlements');
  // Every table but these two, those of migrations to come too.
  expect(rights.filter(({ name }) => !ours.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: '_prisma_migrations', reads: true, writes: false },
    { name: 'somebody_elses', reads: false, writes: false },
  ]);
});
