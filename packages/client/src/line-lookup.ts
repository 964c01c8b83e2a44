import { RESOLVE_MAX, type ResolvedLine } from '@linekeeper/contract';
import DataLoader from 'dataloader';
import type { LinekeeperClient } from './linekeeper-client.ts';

/** Answers who holds a line; null: nobody. Throws the fault of the request. */
export type LineLookup = (phoneNumber: string) => Promise<ResolvedLine | null>;

/**
 * Looks lines up for calls in flight. Look-ups that start in the same turn of the event loop are sent as one request of
 * `phone.resolveMany`, up to 1,000 in one. Nothing is cached, and no look-up joins a request that was sent before: each
 * answer was true after its look-up began. The key needs the scope `routing:read`.
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
  return (phoneNumber) => loader.load(phoneNumber);
}
