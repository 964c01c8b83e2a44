import type { SetHandlingInput, SetHandlingOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/** Changes how the company's calls are handled. The mutation's data is the outcome. Invalidates the setup. */
export function useSetHandling(): MutationResult<SetHandlingOutput, SetHandlingInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.voice.setHandling.useMutation({
      ...CALL_OPTIONS,
      onSettled: () => void queries.voice.getSetup.invalidate(),
    }),
  );
}
