import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { makeLibraryLinks } from './library-links.ts';
import { everyoneMayEnter, type SystemUser } from './system-user.ts';

const run = promisify(execFile);

/** Absolute paths of PostgreSQL's programs. */
export interface PostgresBinaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/** Where root copies the programs if their user has no access to them. Only root can write there. */
const COPIES = '/var/lib/linekeeper';

/**
 * The PostgreSQL programs for this machine, from the optional package that was installed for it. They are in a folder where
 * `user` can run them. Throws {@link EmbeddedPostgresError}.
 */
export async function findBinaries(user: SystemUser | null): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const { initdb, pg_ctl, postgres } = await load(name);
  await Promise.all([initdb, pg_ctl, postgres].map(makeExecutable));
  await makeLibraryLinks(dirname(dirname(postgres)));
  if (!user || (await everyoneMayEnter(dirname(postgres)))) return { initdb, pg_ctl, postgres };
  const bin = join(await copyOf(name, dirname(dirname(postgres))), 'bin');
  return { initdb: join(bin, 'initdb'), pg_ctl: join(bin, 'pg_ctl'), postgres: join(bin, 'postgres') };
}

async function load(name: string): Promise<PostgresBinaries> {
  try {
    return (await import(name)) as PostgresBinaries;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 14 or newer.`,
      { cause },
    );
  }
}

/** A copy of the installation of a package, made once for each version. */
async function copyOf(name: string, installation: string): Promise<string> {
  const copy = join(COPIES, `${basename(name)}-${await versionOf(installation)}`);
  const made = `${copy}.${randomUUID()}`;
  try {
    if (await isThere(copy)) return copy;
    await mkdir(COPIES, { recursive: true });
    await cp(installation, made, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'u=rwX,go=rX', made]);
    await chmod(COPIES, 0o755);
    await rename(made, copy).catch(async (error: unknown) => {
      if (!(await isThere(copy))) throw error;
    });
    return copy;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The user postgres can't enter ${installation}, and the programs in it could not be copied to ${COPIES}: ${(cause as Error).message}. Move Linekeeper to a folder that everyone can enter, or set DATABASE_URL.`,
      { cause },
    );
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function versionOf(installation: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(installation), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function isThere(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return found?.isDirectory() ?? false;
}

async function makeExecutable(file: string): Promise<void> {
  await chmod(file, 0o755).catch(() => {
    // Read-only installations come with the right mode.
  });
}
