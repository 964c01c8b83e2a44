import type { ApiKeyScope } from '@linekeeper/contract';
import { createKeyAsOperator, openDatabase, operatorContext, type TenantId } from '@linekeeper/core';
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
    const expiresInDays = expiresAt ? (expiresAt.getTime() - Date.now()) / 86_400_000 : undefined;
    const tenant = tenantId && { id: tenantId, name: 'A tenant', country: null };
    const operator = operatorContext(db, { name: 'a test', tenant });
    const created = await createKeyAsOperator(operator, { name: 'a key of the tests', scopes, expiresInDays });
    if (!created.ok) throw new Error(`No key: ${created.error.message}`);
    return { id: created.data.id, token: created.data.secret };
  } finally {
    await db.close();
  }
}
