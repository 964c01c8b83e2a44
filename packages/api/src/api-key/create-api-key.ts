import { type CreateApiKeyInput, type CreateApiKeyOutput, ok } from '@linekeeper/contract';
import type { TenantRows } from '@linekeeper/db';
import { toApiKey } from './to-api-key.ts';

const DAY_MS = 86_400_000;

/** Makes a key for the tenant; the one answer that holds its secret. */
export async function createApiKey(
  { rows }: { rows: TenantRows },
  { name, scopes, expiresInDays }: CreateApiKeyInput,
): Promise<CreateApiKeyOutput> {
  const expiresAt = expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * DAY_MS);
  const created = await rows.apiKeys.create({ name, scopes: [...new Set(scopes)], expiresAt });
  return ok({ ...toApiKey(created), secret: created.secret });
}
