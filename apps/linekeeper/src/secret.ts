import { createHmac, randomBytes } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile } from '@linekeeper/postgres';

/** The secret file is damaged. */
export class SecretError extends Error {
  override name = 'SecretError';
}

/**
 * The secret that signs sessions. It's created at the first start and stored in the data folder. Replicas need the same
 * LINEKEEPER_SECRET instead. Throws {@link SecretError}.
 */
export async function readSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'secret');
  const secret = await keepFile(file, () => randomBytes(32).toString('base64url'));
  if (/^[\w-]{43}$/.test(secret)) return secret;
  throw new SecretError(
    `${file} is damaged. Restore it from a backup, or remove it. Then a new one is created, and everyone has to sign in again.`,
  );
}

/** The secret of the data folder; null if none has been made there. */
export async function findSecret(dataDir: string): Promise<string | null> {
  const exists = await access(join(dataDir, 'secret')).then(
    () => true,
    () => false,
  );
  return exists ? readSecret(dataDir) : null;
}

/** A separate key for one purpose, so that a leak in one use doesn't affect the others. */
export function deriveKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`linekeeper ${purpose}`).digest('hex');
}
