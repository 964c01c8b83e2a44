import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileIn = (dataDir: string) => join(dataDir, 'server-address');

/**
 * Notes in the data folder under which address people reach the server that runs there, for the links that commands print. Does
 * nothing if the folder doesn't exist or can't be written.
 */
export async function noteAddress(dataDir: string, address: string): Promise<void> {
  await writeFile(fileIn(dataDir), `${address}\n`).catch(() => {});
}

/** The address of the server that was started last with this data folder. Null if none is known. */
export async function findAddress(dataDir: string): Promise<string | null> {
  const address = await readFile(fileIn(dataDir), 'utf8').catch(() => '');
  return URL.canParse(address) ? new URL(address).origin : null;
}
