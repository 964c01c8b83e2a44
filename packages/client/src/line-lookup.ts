import { RESOLVE_MAX, type ResolvedLine } from '@linekeeper/contract';
import { PhoneNumber } from '@linekeeper/phone-number';
import DataLoader from 'dataloader';
import type { LinekeeperClient } from './linekeeper-client.ts';

/**
 * Returns the tenant that holds a line. Null if none does, and for a text that isn't a number in E.164 form, such as
 * `anonymous`. Throws the fault of the request.
 */
export type LineLookup = (phoneNumber: string) => Promise<ResolvedLine | null>;

/**
 * Looks up lines for inbound calls. Look-ups that start in the same turn of the event loop are sent as one request of
 * `phone.resolveMany`, with up to 1,000 lines. Nothing is cached, and a look-up never joins a request that was sent before,
 * so no answer is older than the start of its look-up. The key needs the scope `routing:read`.
 *
 * ```ts
 * const holderOf = createLineLookup(createClient({ url, token }));
 * const holder = await holderOf('+442079460018');
 * ```
 */
export function createLineLookup(client: LinekeeperClient): LineLookup {
  const loader = new DataLoader(
    (phoneNumbers: readonly string[]) => client.phone.resolveMany.query({ phoneNumbers: [...phoneNumbers] }),
    { cache: false, maxBatchSize: RESOLVE_MAX },
  );
  // The server would refuse the whole request because of one such text.
  return async (phoneNumber) => (PhoneNumber.safeParse(phoneNumber).success ? loader.load(phoneNumber) : null);
}
