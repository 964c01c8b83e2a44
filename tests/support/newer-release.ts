import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHECKED_IN = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Changes a table that is in use. */
export const COLUMN = '9001_tenants_gain_motto';
/** Builds an index while people work. */
export const INDEX = '9002_tenants_logo_key';
/** Makes a table. */
export const TABLE = '9003_mottos';

const SCRIPTS = {
  [COLUMN]: 'ALTER TABLE linekeeper.tenants ADD COLUMN motto TEXT;',
  [INDEX]: 'CREATE UNIQUE INDEX CONCURRENTLY tenants_logo_key ON linekeeper.tenants (logo);',
  [TABLE]: 'CREATE TABLE linekeeper.mottos (id BIGINT PRIMARY KEY, text TEXT NOT NULL);',
};

/** The checked-in migrations, followed by some that a newer release could have. */
export interface NewerRelease extends AsyncDisposable {
  migrationsDir: string;
}

export async function createNewerRelease(...names: (keyof typeof SCRIPTS)[]): Promise<NewerRelease> {
  const migrationsDir = await mkdtemp(join(tmpdir(), 'linekeeper-migrations-'));
  await cp(CHECKED_IN, migrationsDir, { recursive: true });
  for (const name of names) {
    await mkdir(join(migrationsDir, name));
    await writeFile(join(migrationsDir, name, 'migration.sql'), `${SCRIPTS[name]}\n`);
  }
  return {
    migrationsDir,
    [Symbol.asyncDispose]: () => rm(migrationsDir, { recursive: true, force: true }),
  };
}
