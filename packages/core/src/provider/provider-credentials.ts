import { AccountSid, AuthToken } from '@linekeeper/contract';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { KeyRing } from './key-ring.ts';
import { unsealSettings } from './sealed-settings.ts';

/** An account at the provider, and the secret that signs its requests. */
export interface ProviderCredentials {
  accountSid: string;
  authToken: string;
}

/**
 * The credentials among a tenant's settings, where the legacy REST face stores them too; null if they're incomplete, not of
 * the provider's form, or unreadable. What isn't complete verifies nothing.
 */
export function readCredentials(
  ring: KeyRing,
  tenantId: TenantId,
  stored: { accountSid: unknown; authToken: unknown },
): ProviderCredentials | null {
  const { accountSid, authToken } = unsealSettings(ring, tenantId, { ...stored });
  const sid = AccountSid.safeParse(accountSid);
  const token = AuthToken.safeParse(authToken);
  return sid.success && token.success ? { accountSid: sid.data, authToken: token.data } : null;
}
