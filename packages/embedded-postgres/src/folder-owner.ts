import { stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/**
 * Refuses a data folder of another user, who could read its secrets or put others in their place. A folder of root is
 * accepted: containers often have one, and root can do everything anyway.
 */
export async function refuseForeignFolder(folder: string): Promise<void> {
  const own = process.getuid?.();
  const owner = await ownerOf(folder);
  if (own === undefined || owner === undefined || owner === own || owner === 0) return;
  throw new EmbeddedPostgresError(
    `${folder} belongs to the user with the id ${owner}, but Linekeeper runs as the user with the id ${own}. Start Linekeeper as the user who owns the folder, or set LINEKEEPER_DATA_DIR to another folder.`,
  );
}

/** Refuses a folder of PostgreSQL that doesn't belong to the user `uid`, as PostgreSQL itself does. */
export async function refuseOtherOwner(folder: string, uid: number | undefined): Promise<void> {
  const owner = await ownerOf(folder);
  if (owner === undefined || uid === undefined || owner === uid) return;
  throw new EmbeddedPostgresError(
    `${folder} belongs to the user with the id ${owner}, but PostgreSQL would run as the user with the id ${uid}. Start Linekeeper as the user who started it before, or set LINEKEEPER_DATA_DIR to another folder.`,
  );
}

/** The user id of a folder's owner; undefined if there is no folder. */
async function ownerOf(folder: string): Promise<number | undefined> {
  return stat(folder).then(
    (found) => found.uid,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
}
