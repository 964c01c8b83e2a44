import type { ApiKeyScope } from '@linekeeper/contract';
import { openDatabase, type TenantId } from '@linekeeper/db';
import type { TestDatabase } from './test-database.ts';

/** A service's key, as the product makes them. */
export interface TestKey {
  id: string;
  /** What `Authorization: Bearer` takes. */
  token: string;
}

export interface TestKeyOptions {
  /** Null: a key of the platform. */
  tenantId: TenantId | null;
  scopes: ApiKeyScope[];
  expiresAt?: Date | null;
}

export async function createKey(
  { url }: Pick<TestDatabase, 'url'>,
  { tenantId, scopes, expiresAt = null }: TestKeyOptions,
): Promise<TestKey> {
  const db = openDatabase({ url, poolSize: 1 });
  try {
    const rows = tenantId === null ? db.operator.platformKeys : db.forTenant(tenantId).apiKeys;
    const { id, secret } = await rows.create({ name: 'a key of the tests', scopes, expiresAt });
    return { id, token: secret };
  } finally {
    await db.close();
  }
}
