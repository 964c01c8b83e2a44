import {
  createKeyRing,
  type EncryptionKey,
  openDatabase,
  type StoredOrganization,
  type TenantId,
  unsealSettings,
} from '@linekeeper/core';
import { encryptionKeysOf } from 'linekeeper';
import { rowsOf } from './rows-of.ts';
import type { TestDatabase } from './test-database.ts';
import { TEST_SECRET } from './test-secret.ts';

/** A company with its settings decrypted. */
export function decrypted<T extends StoredOrganization | null>(keys: readonly EncryptionKey[], stored: T): T {
  return stored && { ...stored, twilioConfig: unsealSettings(createKeyRing(keys), stored.id, stored.twilioConfig) };
}

/** A company as the test servers store it, with its secrets decrypted. */
export async function storedOrganization(
  { url }: Pick<TestDatabase, 'url'>,
  tenantId: TenantId,
): Promise<StoredOrganization> {
  const db = openDatabase({ url, poolSize: 1 });
  try {
    const stored = await rowsOf(db, tenantId).organization();
    if (!stored) throw new Error('There is no such company');
    return decrypted(encryptionKeysOf({ encryptionKeys: [] }, TEST_SECRET), stored);
  } finally {
    await db.close();
  }
}
