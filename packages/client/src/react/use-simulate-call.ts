import type { SimulateCallInput, SimulatedCall } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/** Sends a call through every check without the provider. Invalidates the list of calls. */
export function useSimulateCall(): MutationResult<SimulatedCall, SimulateCallInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.voice.simulateCall.useMutation({
      ...CALL_OPTIONS,
      onSettled: () => void queries.voice.listCalls.invalidate(),
    }),
  );
}
