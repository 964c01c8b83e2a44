import { setTimeout as delay } from 'node:timers/promises';
import { type MigrateOptions, migrate } from '@linekeeper/postgres';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createNewerRelease, INDEX, type NewerRelease } from '../support/newer-release.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NAME = 'tenants_logo_key';

let database: TestDatabase;
let newer: NewerRelease;
/** A database in which the index is still to be built. */
beforeEach(async () => {
  database = await createTestDatabase();
  newer = await createNewerRelease(INDEX);
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await newer[Symbol.asyncDispose]();
});

const migrateNewer = (options: Partial<MigrateOptions> = {}) => migrate({ ...database, ...newer, ...options });

const index = async () =>
  (
    await database.sql<{ oid: number; valid: boolean }>(
      `SELECT indexrelid AS oid, indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)`,
      [`linekeeper.${NAME}`],
    )
  )[0] ?? null;
const applied = async () => (await migrateNewer()).applied.map(({ name }) => name);
const insertLogo = (logo: string) =>
  database.sql('INSERT INTO linekeeper.tenants (name, logo) VALUES ($1, $1)', [logo]);
/** The statement as an earlier process ran it, ended while it waited: the index is there and invalid. */
async function leaveInvalid(): Promise<void> {
  const writer = new pg.Client({ connectionString: database.ownerUrl });
  const builder = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([writer.connect(), builder.connect()]);
  await writer.query(`BEGIN; INSERT INTO linekeeper.tenants (name) VALUES ('open')`);
  const built = builder
    .query(`CREATE UNIQUE INDEX CONCURRENTLY ${NAME} ON linekeeper.tenants (logo)`)
    .catch(() => 'cancelled');
  while ((await index()) === null) await delay(10);
  const { processID } = builder as unknown as { processID: number };
  await database.sql('SELECT pg_cancel_backend($1)', [processID]);
  expect(await built).toBe('cancelled');
  await Promise.all([writer.end(), builder.end()]);
  expect(await index()).toMatchObject({ valid: false });
}

it('a migration leaves nothing of an index that duplicates prevent, and builds it after they are gone', async () => {
  await insertLogo('twice');
  await insertLogo('twice');
  await expect(migrateNewer()).rejects.toThrow(
    `The migration ${INDEX} failed: could not create unique index "${NAME}". Nothing of it was applied.`,
  );
  expect(await index()).toBeNull();
  await database.sql(`DELETE FROM linekeeper.tenants WHERE logo = 'twice'`);
  expect(await applied()).toEqual([INDEX]);
  expect(await index()).toMatchObject({ valid: true });
  await insertLogo('once');
  await expect(insertLogo('once')).rejects.toMatchObject({ code: '23505' });
});

it('a migration rebuilds an index that an earlier process left invalid', async () => {
  await leaveInvalid();
  const left = await index();
  expect(await applied()).toEqual([INDEX]);
  expect(await index()).toMatchObject({ valid: true });
  expect((await index())?.oid).not.toBe(left?.oid);
});

it("a migration accepts an index that an earlier process built but couldn't record", async () => {
  await database.sql(`CREATE UNIQUE INDEX ${NAME} ON linekeeper.tenants (logo)`);
  const built = await index();
  expect(await applied()).toEqual([INDEX]);
  expect(await index()).toEqual(built);
});

it('a migration refuses to run if another index has that name', async () => {
  await database.sql(`CREATE INDEX ${NAME} ON linekeeper.tenants (logo)`);
  await expect(migrateNewer()).rejects.toThrow(`The migration ${INDEX} failed: relation "${NAME}" already exists`);
});

it('a migration refuses an invalid index even if every migration is applied', async () => {
  await applied();
  await database.sql(`DROP INDEX linekeeper.${NAME}`);
  await leaveInvalid();
  await expect(migrateNewer()).rejects.toThrow(`The index "${NAME}" is invalid, so it allows duplicates.`);
  await database.sql(`REINDEX INDEX linekeeper.${NAME}`);
  expect(await applied()).toEqual([]);
});

it('a migration says which transactions an index waits for, and continues when they are done', async () => {
  const writer = new pg.Client({ connectionString: database.ownerUrl, application_name: 'a long import' });
  await writer.connect();
  await writer.query(`BEGIN; INSERT INTO linekeeper.tenants (name) VALUES ('open')`);
  const told: string[] = [];
  const { applied: names } = await migrateNewer({
    onBlocked: ({ migration, blockers }) => {
      told.push(migration, ...blockers.map(({ application, state }) => `${application}, ${state}`));
      void writer.query('COMMIT');
    },
  });
  expect(names.map(({ name }) => name)).toEqual([INDEX]);
  expect(told).toEqual([INDEX, 'a long import, idle in transaction']);
  await writer.end();
});
