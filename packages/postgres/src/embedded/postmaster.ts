import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../kept-file.ts';

/** The process that runs on a data folder. */
export interface Postmaster {
  pid: number;
  /** NaN until the process has written it. */
  port: number;
}

/**
 * The process that `postmaster.pid` in `data` names, or null if it can't be a postmaster of this folder. Process ids are
 * used again, so a file that outlived its postmaster can name anybody's process: such a file is removed, because PostgreSQL
 * would refuse to start beside it. Only Linux can tell; elsewhere, whether it is the postmaster shows when it's asked.
 */
export async function findPostmaster(data: string): Promise<Postmaster | null> {
  const file = join(data, 'postmaster.pid');
  const text = await readIfThere(file);
  if (text === null) return null;
  const [pid = 0, , , port = Number.NaN] = text.split('\n').map(Number);
  // PostgreSQL itself replaces the file of a process that is gone.
  if (!(pid > 0) || !isAlive(pid)) return null;
  if ((await worksIn(pid, data)) === false) {
    await removeStale(file, text);
    return null;
  }
  return { pid, port };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // EPERM: somebody else's process. A postmaster of ours runs as our user, or we are root.
    return false;
  }
}

/** Whether a process's working directory is `folder`, as it is for every postmaster; null if that can't be told. */
async function worksIn(pid: number, folder: string): Promise<boolean | null> {
  if (process.platform !== 'linux') return null;
  try {
    const [there, here] = await Promise.all([
      stat(`/proc/${pid}/cwd`, { bigint: true }),
      stat(folder, { bigint: true }),
    ]);
    return there.dev === here.dev && there.ino === here.ino;
  } catch (error) {
    // It has ended in the meantime.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : null;
  }
}

/** Removes the file if it still holds `text`: another start can have replaced it by its own in the meantime. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, file).catch(() => {});
  await rm(aside);
}
