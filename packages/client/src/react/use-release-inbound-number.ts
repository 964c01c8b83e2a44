import type { ReleaseInboundNumberInput, ReleaseInboundNumberOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useTenantMutation } from './use-tenant-mutation.ts';

/** Releases the company's number. Invalidates the company's number, and all availability checks. */
export function useReleaseInboundNumber(): MutationResult<ReleaseInboundNumberOutput, ReleaseInboundNumberInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.phone.releaseInboundNumber, {
    ...CALL_OPTIONS,
    onSuccess: () => queries.phone.getInboundNumber.setData(undefined, null),
    onSettled: () => {
      void queries.phone.getInboundNumber.invalidate();
      // Removed instead of refreshed in the background, because a field must not show "available" for a number that was just claimed.
      void queries.phone.checkAvailability.reset();
    },
  });
}
