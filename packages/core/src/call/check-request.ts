import { randomBytes } from 'node:crypto';
import type { CallStep } from '@linekeeper/contract';
import {
  type AcceptedAccount,
  acceptedAccounts,
  type ProviderCredentials,
  type StoredAccounts,
} from '../provider/provider-credentials.ts';
import type { Store } from '../store.ts';
import type { CallRoute } from './call-route.ts';
import { isSigned, type VoiceParameters, type VoiceRequest } from './voice-request.ts';

/** How many accounts are accepted for a company at most: its own, and the platform's from the environment and the database. */
const MAX_ACCOUNTS = 3;
/** A token that no request is signed with. Checking it makes an unknown number take as long as a bad signature. */
const NO_TOKEN = randomBytes(16).toString('hex');

/** Checks whether a request comes from an account that is accepted for the line that it names. */
export function openChecks(store: Pick<Store, 'ring' | 'voice'>) {
  /**
   * The check that fails, or the account that the request comes from. In this order, and nothing is written before all have
   * passed. `ofPlatform`: only the platform's accounts, or only the tenant's own, are accepted.
   */
  return function check(
    request: Omit<VoiceRequest, 'body'>,
    parameters: VoiceParameters,
    route: (StoredAccounts & Pick<CallRoute, 'tenantId'>) | null,
    ofPlatform: boolean | null = null,
  ): { refused: Exclude<CallStep, 'ANSWER'> } | { refused: null; account: AcceptedAccount } {
    const url = `${store.voice.publicUrl}${request.pathAndQuery}`;
    const signed = ({ authToken }: Pick<ProviderCredentials, 'authToken'>) =>
      isSigned(authToken, { url, signature: request.signature, parameters: parameters.all });
    const all = route ? acceptedAccounts(store, route.tenantId, route) : [];
    const accepted = all.filter(({ isPlatforms }) => ofPlatform === null || isPlatforms === ofPlatform);
    const signers = accepted.filter(signed);
    if (signers.length === 0) {
      for (let checked = accepted.length; checked < MAX_ACCOUNTS; checked++) signed({ authToken: NO_TOKEN });
      if (accepted.length > 0) return { refused: 'SIGNATURE' };
      return { refused: route ? 'CREDENTIALS' : 'LINE' };
    }
    const account = signers.find(({ accountSid }) => accountSid === parameters.accountSid);
    return account ? { refused: null, account } : { refused: 'ACCOUNT' };
  };
}
