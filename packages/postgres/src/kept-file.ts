import { randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The text of a file that is created once and that only its owner can read. The file is complete or absent, even after a
 * crash. If two processes create it at the same time, both get the same text. Throws the errors of `node:fs`.
 */
export async function keepFile(file: string, make: () => string): Promise<string> {
  const found = await readIfThere(file);
  if (found !== null) return found;
  const made = `${file}.${randomUUID()}`;
  try {
    const handle = await open(made, 'wx', 0o600);
    try {
      await handle.writeFile(make());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(made, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(made, { force: true });
  }
  await syncFolder(dirname(file));
  return readFile(file, 'utf8');
}

/** The text of a file, or null if it doesn't exist. Throws every other error, because then the file can exist. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes the names in a folder to the disk. Windows doesn't support or need this. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
