import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret that signs sessions, made at the first start and kept in the data folder. Replicas of one service are
 * given a common one as LINEKEEPER_SECRET instead.
 */
export async function readSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'secret');
  try {
    const secret = randomBytes(32).toString('base64url');
    await writeFile(file, secret, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch {
    return readFile(file, 'utf8');
  }
}

/** A key of its own for one purpose, so that what one use gives away tells nothing about another. */
export function deriveKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`linekeeper ${purpose}`).digest('hex');
}
