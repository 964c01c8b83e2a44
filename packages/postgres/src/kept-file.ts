import { randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The text of a file that only its owner can read, and that is made once. It's there as a whole or not at all, also after
 * a crash, and of two processes that make it at once both get the same text. Throws the errors of `node:fs`.
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

/** A file's text, or null if there is no such file. Every other error is thrown: it doesn't mean that the file is absent. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes the names in a folder durable. Windows has no such call for folders, and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
