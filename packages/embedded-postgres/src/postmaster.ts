import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '@linekeeper/postgres';

/** The process that uses a data folder. */
export interface Postmaster {
  pid: number;
  /** NaN until the process has written it. */
  port: number;
}

/**
 * The process in the file `postmaster.pid` of `data`, or null if it can't be a postmaster of this folder. Process ids are
 * reused, so after a crash the file can contain the id of any process. Then the file is removed, because PostgreSQL would
 * refuse to start. This check works only on Linux. On other systems, the caller must connect to find out.
 */
export async function findPostmaster(data: string): Promise<Postmaster | null> {
  const file = join(data, 'postmaster.pid');
  const text = await readIfThere(file);
  if (text === null) return null;
  const [pid = 0, , , port = Number.NaN] = text.split('\n').map(Number);
  // PostgreSQL itself replaces the file of a process that has ended.
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
    // EPERM: a process of another user. Our postmaster runs as our user, or we are root.
    return false;
  }
}

/** Whether the working directory of a process is `folder`, as for every postmaster. Null if that can't be read. */
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

/** Removes the file if it still contains `text`. Another process can have replaced it meanwhile. */
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
