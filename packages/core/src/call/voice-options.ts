import type { CountryCode } from '@linekeeper/phone-number';
import type { ProviderCredentials } from '../provider/provider-credentials.ts';
import type { PlatformWebhook } from './platform-webhook.ts';

/** What the operator decides about inbound calls. */
export interface VoiceOptions {
  /**
   * The address that the provider reaches, with the path where Linekeeper is mounted, if any. Signatures are verified
   * with it.
   */
  publicUrl: string;
  /** Whether the operator has set it. Otherwise, it's an address on this machine, which isn't shown to people. */
  hasPublicUrl: boolean;
  /** The platform's one account at the provider, if all tenants share it. */
  platformCredentials: ProviderCredentials | null;
  platformWebhook: PlatformWebhook | null;
  /** The countries that calls can be forwarded to; null: each tenant's own. */
  forwardCountries: ReadonlySet<CountryCode> | null;
  /** How many calls a tenant can forward at once. */
  forwardsAtOnce: number;
  /** How long calls are kept, in days. */
  keepDays: number;
}

/** The defaults of {@link VoiceOptions}. */
export function voiceOptions(given: Partial<VoiceOptions> = {}): VoiceOptions {
  return {
    publicUrl: 'http://localhost',
    hasPublicUrl: given.publicUrl !== undefined,
    platformCredentials: null,
    platformWebhook: null,
    forwardCountries: null,
    forwardsAtOnce: 10,
    keepDays: 90,
    ...given,
  };
}
