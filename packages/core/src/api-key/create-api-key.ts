import { apiKeyLimit, type CreateApiKeyInput, type CreateApiKeyOutput, err, ok } from '@linekeeper/contract';
import type { TenantRows } from '../tenant/tenant-rows.ts';
import { toApiKey } from './to-api-key.ts';

const DAY_MS = 86_400_000;

/** Creates a key for the tenant, unless it has too many. The only answer that holds the key's secret. */
export async function createApiKey(
  { rows }: { rows: TenantRows },
  { name, scopes, expiresInDays }: CreateApiKeyInput,
): Promise<CreateApiKeyOutput> {
  const expiresAt = expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * DAY_MS);
  const created = await rows.apiKeys.create({ name, scopes: [...new Set(scopes)], expiresAt });
  return created.ok ? ok({ ...toApiKey(created.data), secret: created.data.secret }) : err(apiKeyLimit(created.error));
}
