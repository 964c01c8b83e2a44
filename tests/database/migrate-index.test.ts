import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '@linekeeper/db';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const MIGRATION = '0003_tenants_slug_key';
const INDEX = 'tenants_slug_key';

let database: TestDatabase;
/** A database in which the index of slugs is still to be built, and nothing else. */
beforeEach(async () => {
  database = await createTestDatabase();
  await database.sql(`DROP INDEX ${INDEX}`);
  await database.sql('DELETE FROM _prisma_migrations WHERE migration_name = $1', [MIGRATION]);
});
afterEach(() => database[Symbol.asyncDispose]());

const index = async () =>
  (
    await database.sql<{ oid: number; valid: boolean }>(
      `SELECT indexrelid AS oid, indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)`,
      [INDEX],
    )
  )[0] ?? null;
const applied = async () => (await migrate(database)).applied.map(({ name }) => name);
const insertSlug = (slug: string) => database.sql('INSERT INTO tenants (name, slug) VALUES ($1, $1)', [slug]);
/** The statement as an earlier process ran it, ended while it waited: the index is there and invalid. */
async function leaveInvalid(): Promise<void> {
  const writer = new pg.Client({ connectionString: database.ownerUrl });
  const builder = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([writer.connect(), builder.connect()]);
  await writer.query(`BEGIN; INSERT INTO tenants (name) VALUES ('open')`);
  const built = builder.query(`CREATE UNIQUE INDEX CONCURRENTLY ${INDEX} ON tenants (slug)`).catch(() => 'cancelled');
  while ((await index()) === null) await delay(10);
  const { processID } = builder as unknown as { processID: number };
  await database.sql('SELECT pg_cancel_backend($1)', [processID]);
  expect(await built).toBe('cancelled');
  await Promise.all([writer.end(), builder.end()]);
  expect(await index()).toMatchObject({ valid: false });
}

it('leaves nothing of an index that duplicates forbid, and builds it once they are gone', async () => {
  await insertSlug('twice');
  await insertSlug('twice');
  await expect(migrate(database)).rejects.toThrow(
    `The migration ${MIGRATION} failed: could not create unique index "${INDEX}". Nothing of it was applied.`,
  );
  expect(await index()).toBeNull();
  await database.sql(`DELETE FROM tenants WHERE slug = 'twice'`);
  expect(await applied()).toEqual([MIGRATION]);
  expect(await index()).toMatchObject({ valid: true });
  await insertSlug('once');
  await expect(insertSlug('once')).rejects.toMatchObject({ code: '23505' });
});

it('builds an index anew that an earlier process left invalid', async () => {
  await leaveInvalid();
  const left = await index();
  expect(await applied()).toEqual([MIGRATION]);
  expect(await index()).toMatchObject({ valid: true });
  expect((await index())?.oid).not.toBe(left?.oid);
});

it('takes an index for built that an earlier process built and could not write down', async () => {
  await database.sql(`CREATE UNIQUE INDEX ${INDEX} ON tenants (slug)`);
  const built = await index();
  expect(await applied()).toEqual([MIGRATION]);
  expect(await index()).toEqual(built);
});

it('refuses another index of that name', async () => {
  await database.sql(`CREATE INDEX ${INDEX} ON tenants (slug)`);
  await expect(migrate(database)).rejects.toThrow(
    `There is an index "${INDEX}" in the schema public, and the migration ${MIGRATION} makes something of that name.`,
  );
});

it('is not content with an invalid index when every migration is applied', async () => {
  await applied();
  await database.sql(`DROP INDEX ${INDEX}`);
  await leaveInvalid();
  await expect(migrate(database)).rejects.toThrow(`The index "${INDEX}" is invalid, so it lets duplicates in.`);
  await database.sql(`REINDEX INDEX ${INDEX}`);
  expect(await applied()).toEqual([]);
});

it('tells for whom an index waits, and goes on once they are done', async () => {
  const writer = new pg.Client({ connectionString: database.ownerUrl, application_name: 'a long import' });
  await writer.connect();
  await writer.query(`BEGIN; INSERT INTO tenants (name) VALUES ('open')`);
  const told: string[] = [];
  const { applied: names } = await migrate({
    ...database,
    onBlocked: ({ migration, blockers }) => {
      told.push(migration, ...blockers.map(({ application, state }) => `${application}, ${state}`));
      void writer.query('COMMIT');
    },
  });
  expect(names.map(({ name }) => name)).toEqual([MIGRATION]);
  expect(told).toEqual([MIGRATION, 'a long import, idle in transaction']);
  await writer.end();
});
