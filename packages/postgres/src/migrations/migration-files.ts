import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A checked-in migration. */
export interface Migration {
  name: string;
  script: string;
}

/** The checked-in migrations, in the form that Prisma's engine needs. */
export interface MigrationFiles {
  baseDir: string;
  lockfile: { path: string; content: string };
  shadowDbInitScript: string;
  migrationDirectories: { path: string; migrationFile: { path: string; content: { tag: 'ok'; value: string } } }[];
}

/** The checked-in migrations: of the built package, or of this workspace. */
export const MIGRATIONS_DIR = ['../prisma/migrations', '../../../../prisma/migrations']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find(existsSync) as string;
const LOCKFILE = 'migration_lock.toml';

/** The migrations of a folder, in the order in which they are applied. */
export async function readMigrations(folder = MIGRATIONS_DIR): Promise<Migration[]> {
  return Promise.all(
    (await migrationNames(folder)).map(async (name) => ({
      name,
      script: await readFile(join(folder, name, 'migration.sql'), 'utf8'),
    })),
  );
}

/** Only their names. */
export async function migrationNames(folder = MIGRATIONS_DIR): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function filesOf(migrations: readonly Migration[]): Promise<MigrationFiles> {
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: { path: LOCKFILE, content: await readFile(join(MIGRATIONS_DIR, LOCKFILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  };
}
