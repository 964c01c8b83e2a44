import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate, openDatabase } from '@linekeeper/db';
import pg from 'pg';
import { expect, it } from 'vitest';
import { CHECKED_IN } from '../support/checked-in.ts';
import { insertLegacyTenants, LEGACY_HISTORY, LEGACY_TENANTS } from '../support/legacy-tenants.ts';
import { spawnMigrator } from '../support/migrator-process.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a migrator and kills it once `here` says so. */
async function killMigrating(database: TestDatabase, here: () => Promise<boolean>): Promise<void> {
  const { process: child } = spawnMigrator(database);
  const ended = once(child, 'exit');
  while (!(await here())) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode} before it could be killed`);
    await delay(10);
  }
  child.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
}

/** Whether a migrator waits for a lock of that kind. */
async function waits(database: TestDatabase, kind: 'relation' | 'virtualxid' | 'advisory'): Promise<boolean> {
  const rows = await database.sql(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'linekeeper migrate'
       AND wait_event_type = 'Lock' AND wait_event = $1`,
    [kind],
  );
  return rows.length > 0;
}

async function connect({ ownerUrl }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return client;
}

/** Every migration is there, once, with the checksum of its file, and nothing is in the way of Prisma's own tools. */
async function expectComplete(database: TestDatabase): Promise<void> {
  const history = await database.sql<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND migration_name <> '20230401_init' ORDER BY 1`,
  );
  expect(history).toEqual(
    await Promise.all(
      CHECKED_IN.map(async (name) => {
        const script = await readFile(join(ROOT, 'prisma/migrations', name, 'migration.sql'));
        return { name, checksum: createHash('sha256').update(script).digest('hex') };
      }),
    ),
  );
  expect(
    await database.sql('SELECT FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL'),
  ).toEqual([]);
  expect(await database.sql('SELECT FROM pg_index WHERE NOT indisvalid')).toEqual([]);
  const db = openDatabase({ url: database.url });
  expect(await db.isMigrated()).toBe(true);
  await db.close();
}

it('killed while it waits for a lock, or before a script is written down, goes on as if nothing had been', async () => {
  await using database = await createBareDatabase();
  await database.sql(LEGACY_TENANTS + LEGACY_HISTORY);
  await insertLegacyTenants(database, 3);
  // Holds Prisma's engine where it writes down that a script was run.
  await database.sql(`
    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock(hashtext(NEW.migration_name)); RETURN NEW;
    END $$;
    CREATE TRIGGER hold BEFORE UPDATE OF applied_steps_count ON _prisma_migrations
      FOR EACH ROW EXECUTE FUNCTION hold();
  `);
  const gate = await connect(database);
  await gate.query('BEGIN; SELECT FROM tenants');
  await killMigrating(database, () => waits(database, 'relation'));
  // PostgreSQL notices only once it has something to say to the process; else it would go on and apply this one.
  while (await waits(database, 'relation')) await delay(10);
  await gate.query('COMMIT');
  for (const name of ['0003_tenants_slug_key', '0005_sign_in']) {
    await gate.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    await killMigrating(database, () => waits(database, 'advisory'));
    await gate.query('SELECT pg_advisory_unlock_all()');
    // What is left of the one that was killed would be taken for the next one.
    while (await waits(database, 'advisory')) await delay(10);
  }
  const { applied } = await migrate(database);
  expect(applied.map(({ name }) => name)).toEqual(CHECKED_IN.slice(5));
  await expectComplete(database);
  await gate.end();
});

it('written down where an earlier release was killed before it could do so, which Prisma would refuse for good', async () => {
  await using database = await createTestDatabase();
  const names = ['0002_tenants_gain_country', '0003_tenants_slug_key', '0005_sign_in'];
  await database.sql('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = ANY ($1)', [names]);
  const { applied } = await migrate(database);
  expect(applied.map(({ name }) => name)).toEqual(['0003_tenants_slug_key']);
  await expectComplete(database);
});

it('killed while an index is built, leaves the next one waiting for that, though its process is gone', async () => {
  await using database = await createTestDatabase();
  await database.sql('DROP INDEX tenants_slug_key');
  await database.sql(`DELETE FROM _prisma_migrations WHERE migration_name = '0003_tenants_slug_key'`);
  const writer = await connect(database);
  await writer.query(`BEGIN; INSERT INTO tenants (name) VALUES ('open')`);
  await killMigrating(database, () => waits(database, 'virtualxid'));
  let waited = false;
  const next = migrate({
    ...database,
    onWait: () => {
      waited = true;
      void writer.query('COMMIT');
    },
  });
  expect((await next).applied.map(({ name }) => name)).toEqual(['0003_tenants_slug_key']);
  expect(waited).toBe(true);
  await expectComplete(database);
  await writer.end();
});
