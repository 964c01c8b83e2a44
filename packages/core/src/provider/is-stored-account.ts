import { run } from '@linekeeper/postgres';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import {
  type ProviderCredentials,
  readCredentials,
  STORED_ACCOUNTS,
  type StoredAccounts,
} from './provider-credentials.ts';

/** Whether the tenant's own account, with this token, is stored already. */
export async function isStoredAccount(
  { client, tenant, config }: TenantHandle,
  { accountSid, authToken }: ProviderCredentials,
): Promise<boolean> {
  const [row] = await run<StoredAccounts>(
    client,
    Prisma.sql`SELECT ${STORED_ACCOUNTS} FROM linekeeper.tenants t WHERE t.id = ${tenant.id}`,
  );
  const stored = row && readCredentials(config.ring, tenant.id, row);
  return stored?.accountSid === accountSid && stored.authToken === authToken;
}
