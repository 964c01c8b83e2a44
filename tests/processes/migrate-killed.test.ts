import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '@linekeeper/core';
import { migrate } from '@linekeeper/postgres';
import pg from 'pg';
import { expect, it } from 'vitest';
import { spawnMigrator } from '../support/migrator-process.ts';
import { COLUMN, createNewerRelease, INDEX, type NewerRelease, TABLE } from '../support/newer-release.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Starts a migrator, and kills it as soon as `here` resolves. */
async function killMigrating(database: TestDatabase & NewerRelease, here: () => Promise<boolean>): Promise<void> {
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

/** Every migration is recorded once, with the checksum of its file, and Prisma's own tools accept the history. */
async function expectComplete(database: TestDatabase, { migrationsDir }: NewerRelease): Promise<void> {
  const names = (await readdir(migrationsDir)).filter((name) => /^\d/.test(name)).sort();
  const history = await database.sql<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM linekeeper._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  expect(history).toEqual(
    await Promise.all(
      names.map(async (name) => {
        const script = await readFile(join(migrationsDir, name, 'migration.sql'));
        return { name, checksum: createHash('sha256').update(script).digest('hex') };
      }),
    ),
  );
  expect(
    await database.sql(
      'SELECT FROM linekeeper._prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    ),
  ).toEqual([]);
  expect(await database.sql('SELECT FROM pg_index WHERE NOT indisvalid')).toEqual([]);
  const db = openDatabase({ url: database.url });
  expect(await db.isMigrated()).toBe(true);
  await db.close();
}

it('a migrator continues normally after it was killed while waiting for a lock, or before a script was recorded', async () => {
  await using database = await createTestDatabase();
  await using newer = await createNewerRelease(COLUMN, INDEX, TABLE);
  const both = { ...database, ...newer };
  // Holds Prisma's engine when it records that a script was run.
  await database.sql(`
    CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock(hashtext(NEW.migration_name)); RETURN NEW;
    END $$;
    CREATE TRIGGER hold BEFORE UPDATE OF applied_steps_count ON linekeeper._prisma_migrations
      FOR EACH ROW EXECUTE FUNCTION public.hold();
  `);
  const gate = await connect(database);
  await gate.query('BEGIN; SELECT FROM linekeeper.tenants');
  await killMigrating(both, () => waits(database, 'relation'));
  // PostgreSQL notices that the process is gone only when it sends something; otherwise, it would continue and apply this
  // migration.
  while (await waits(database, 'relation')) await delay(10);
  await gate.query('COMMIT');
  for (const name of [INDEX, TABLE]) {
    await gate.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    await killMigrating(both, () => waits(database, 'advisory'));
    await gate.query('SELECT pg_advisory_unlock_all()');
    // Otherwise, what the killed migrator left would be mistaken for the next one.
    while (await waits(database, 'advisory')) await delay(10);
  }
  const { applied } = await migrate(both);
  expect(applied).toEqual([]);
  await expectComplete(database, newer);
  await gate.end();
});

it('a migrator waits for the index of a killed migrator, which PostgreSQL is still building', async () => {
  await using database = await createTestDatabase();
  await using newer = await createNewerRelease(INDEX);
  const both = { ...database, ...newer };
  const writer = await connect(database);
  await writer.query(`BEGIN; INSERT INTO linekeeper.tenants (name) VALUES ('open')`);
  await killMigrating(both, () => waits(database, 'virtualxid'));
  let waited = false;
  const next = migrate({
    ...both,
    onWait: () => {
      waited = true;
      void writer.query('COMMIT');
    },
  });
  expect((await next).applied.map(({ name }) => name)).toEqual([INDEX]);
  expect(waited).toBe(true);
  await expectComplete(database, newer);
  await writer.end();
});
