import type { SetInboundNumberInput, SetInboundNumberOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useTenantMutation } from './use-tenant-mutation.ts';

/**
 * Claims a number. The mutation's data is the outcome: PHONE_TAKEN and PHONE_INVALID are data, and only faults are
 * errors. Invalidates the company's number, and all availability checks.
 */
export function useSetInboundNumber(): MutationResult<SetInboundNumberOutput, SetInboundNumberInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.phone.setInboundNumber, {
    ...CALL_OPTIONS,
    onSuccess: (outcome) => {
      if (outcome.ok) queries.phone.getInboundNumber.setData(undefined, outcome.data);
    },
    onSettled: () => {
      // Also after a fault: the claim can have succeeded if only the reply was lost.
      void queries.phone.getInboundNumber.invalidate();
      // Removed instead of refreshed in the background, because a field must not show "available" for a number that was just claimed.
      void queries.phone.checkAvailability.reset();
    },
  });
}
