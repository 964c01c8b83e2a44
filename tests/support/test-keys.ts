import type { ApiKeyScope } from '@linekeeper/contract';
import { openDatabase, type TenantId } from '@linekeeper/core';
import { TEST_CAUSE } from './test-cause.ts';
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
    const wish = { name: 'a key of the tests', scopes, expiresAt };
    if (tenantId === null) {
      const { id, secret } = await db.operator.platformKeys.create(wish);
      return { id, token: secret };
    }
    const created = await db.forTenant(tenantId, TEST_CAUSE).apiKeys.create(wish);
    if (!created.ok) throw new Error(`No key: ${created.error}`);
    return { id: created.data.id, token: created.data.secret };
  } finally {
    await db.close();
  }
}
