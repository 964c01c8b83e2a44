import { createHmac, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile } from '@linekeeper/postgres';

/** The secret file can't be what was written there. */
export class SecretError extends Error {
  override name = 'SecretError';
}

/**
 * The secret that signs sessions, made at the first start and kept in the data folder. Replicas of one service are
 * given a common one as LINEKEEPER_SECRET instead. Throws {@link SecretError}.
 */
export async function readSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'secret');
  const secret = await keepFile(file, () => randomBytes(32).toString('base64url'));
  if (/^[\w-]{43}$/.test(secret)) return secret;
  throw new SecretError(
    `${file} is damaged. Restore it from a backup, or remove it: a new one is made then, and everybody has to sign in again.`,
  );
}

/** A key of its own for one purpose, so that what one use gives away tells nothing about another. */
export function deriveKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`linekeeper ${purpose}`).digest('hex');
}
