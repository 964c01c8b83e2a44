import { AccountSid, AuthToken } from '@linekeeper/contract';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type KeyRing, UnreadableSecretError } from './key-ring.ts';
import { unsealSettings } from './sealed-settings.ts';

/** An account at the provider, and the secret that signs its requests. */
export interface ProviderCredentials {
  accountSid: string;
  authToken: string;
}

/** What is stored about the accounts of a tenant, read with {@link STORED_ACCOUNTS}. */
export interface StoredAccounts {
  accountSid: unknown;
  authToken: unknown;
  /** The platform's account; null: none is stored. */
  ofPlatform: StoredPlatformAccount | null;
}

/** As stored: the token is encrypted. */
export interface StoredPlatformAccount {
  account_sid: string;
  auth_token: string;
}

/** The columns of {@link StoredAccounts}. The tenant is `t`. */
export const STORED_ACCOUNTS = Prisma.sql`
  t.twilio_config -> 'accountSid' AS "accountSid", t.twilio_config -> 'authToken' AS "authToken",
  (SELECT to_jsonb(p) FROM linekeeper.platform_credentials p WHERE p.provider = 'twilio') AS "ofPlatform"
`;

/** The place of the platform's token. No tenant has this id. */
export const PLATFORM_TOKEN = { tenantId: '', field: 'platform.authToken' };

/** An account whose requests are accepted. `isPlatforms`: all tenants share it, so the tenant doesn't know its secret. */
export type AcceptedAccount = ProviderCredentials & { isPlatforms: boolean };

/**
 * Every account whose requests are accepted for a tenant: its own, then the platform's accounts, from the environment
 * and from the database.
 */
export function acceptedAccounts(
  { ring, voice }: Pick<Store, 'ring' | 'voice'>,
  tenantId: TenantId,
  stored: StoredAccounts,
): AcceptedAccount[] {
  const own = readCredentials(ring, tenantId, stored);
  const ofPlatform = [voice.platformCredentials, readPlatformAccount(ring, stored)];
  return [
    ...(own ? [{ ...own, isPlatforms: false }] : []),
    ...ofPlatform.filter((one) => one !== null).map((one) => ({ ...one, isPlatforms: true })),
  ];
}

/**
 * The credentials in a tenant's settings, where the legacy REST endpoint also stores them. Null if they're incomplete,
 * malformed or unreadable.
 */
export function readCredentials(
  ring: KeyRing,
  tenantId: TenantId,
  stored: Pick<StoredAccounts, 'accountSid' | 'authToken'>,
): ProviderCredentials | null {
  const { accountSid, authToken } = unsealSettings(ring, tenantId, {
    accountSid: stored.accountSid,
    authToken: stored.authToken,
  });
  const sid = AccountSid.safeParse(accountSid);
  const token = AuthToken.safeParse(authToken);
  return sid.success && token.success ? { accountSid: sid.data, authToken: token.data } : null;
}

/** The platform's account that a command stored; null if there is none, or if its token is unreadable. */
export function readPlatformAccount(
  ring: KeyRing,
  { ofPlatform }: Pick<StoredAccounts, 'ofPlatform'>,
): ProviderCredentials | null {
  if (!ofPlatform) return null;
  try {
    const authToken = ring.unseal(PLATFORM_TOKEN, ofPlatform.auth_token);
    return { accountSid: ofPlatform.account_sid, authToken };
  } catch (error) {
    if (error instanceof UnreadableSecretError) return null;
    throw error;
  }
}
