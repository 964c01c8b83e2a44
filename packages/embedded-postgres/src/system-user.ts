import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const run = promisify(execFile);

/** The system user that PostgreSQL's programs run as. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. If we are root, it runs as the user `postgres`, which is created if it's missing. Null:
 * it runs as the user who started us. Throws {@link EmbeddedPostgresError} if the user can't be created.
 */
export async function findSystemUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  try {
    return await idsOf('postgres');
  } catch {
    // No such user yet.
  }
  try {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
    return await idsOf('postgres');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "PostgreSQL doesn't run as root, and the user postgres couldn't be created. Start Linekeeper as a regular user, or set DATABASE_URL.",
      { cause },
    );
  }
}

async function idsOf(name: string): Promise<SystemUser> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => (await run('id', [flag, name])).stdout));
  return { uid: Number(uid), gid: Number(gid) };
}

const EXECUTE_BY_OTHERS = 0o001;

/** Whether every user can enter a folder and all folders above it. */
export async function everyoneMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder).catch(() => ({ mode: EXECUTE_BY_OTHERS }));
  if (!(mode & EXECUTE_BY_OTHERS)) return false;
  const parent = dirname(folder);
  return parent === folder || (await everyoneMayEnter(parent));
}
