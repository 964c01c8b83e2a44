import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The links between library names that a package needs, relative to its folder. */
type Links = readonly { source: string; target: string }[];

/**
 * Makes the links between PostgreSQL's libraries, which an npm package can't contain. The package's own install script makes
 * them, but npm and pnpm don't run the scripts of dependencies unless they are allowed to. `native` is the package's folder
 * with the programs. Throws {@link EmbeddedPostgresError} if a link is missing and can't be made.
 */
export async function makeLibraryLinks(native: string): Promise<void> {
  for (const { source, target } of await readLinks(native)) {
    const link = join(dirname(native), target);
    try {
      await symlink(relative(dirname(link), join(dirname(native), source)), link);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL in ${native} is incomplete: ${(cause as Error).message}. Allow the install script of its package, or set DATABASE_URL.`,
        { cause },
      );
    }
  }
}

/** None where the package needs none, such as on Windows. */
async function readLinks(native: string): Promise<Links> {
  try {
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Links;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
