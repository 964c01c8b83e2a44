import { RESOLVE_MAX, type ResolvedLine } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import DataLoader from 'dataloader';
import { perDatabase } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { resolveLines } from './resolve-lines.ts';

/** Finds the tenants that hold lines. */
export interface LineResolver {
  /** Who holds the line, or null. Calls that arrive together share one statement. */
  resolve(phoneNumber: PhoneNumber): Promise<ResolvedLine | null>;
  /** One statement. `onlyOf`: lines of other tenants are answered as null. */
  resolveMany(phoneNumbers: readonly PhoneNumber[], onlyOf?: TenantId | null): Promise<(ResolvedLine | null)[]>;
}

export const lineResolverOf = perDatabase(({ client }): LineResolver => {
  // No cache, because an answer must not be older than the start of its call.
  const loader = new DataLoader((numbers: readonly PhoneNumber[]) => resolveLines(client, numbers), {
    cache: false,
    // Runs after all requests that have arrived so far.
    batchScheduleFn: setImmediate,
    maxBatchSize: RESOLVE_MAX,
  });
  return {
    resolve: (phoneNumber) => loader.load(phoneNumber),
    resolveMany: (phoneNumbers, onlyOf) => resolveLines(client, phoneNumbers, onlyOf),
  };
});
