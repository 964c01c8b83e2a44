import type { ReleaseInboundNumberInput, ReleaseInboundNumberOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/** Frees the company's number. Makes stale: the company's number, and every availability asked before. */
export function useReleaseInboundNumber(): MutationResult<ReleaseInboundNumberOutput, ReleaseInboundNumberInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.phone.releaseInboundNumber.useMutation({
      ...CALL_OPTIONS,
      onSuccess: () => queries.phone.getInboundNumber.setData(undefined, null),
      onSettled: () => {
        void queries.phone.getInboundNumber.invalidate();
        // Forgotten rather than asked again behind an old answer: a field must not say "available" of what was just claimed.
        void queries.phone.checkAvailability.reset();
      },
    }),
  );
}
