import type { SetCredentialsInput, SetCredentialsOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/** Replaces the company's account at the provider. No answer contains the token. Invalidates the setup. */
export function useSetCredentials(): MutationResult<SetCredentialsOutput, SetCredentialsInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.voice.setCredentials.useMutation({
      ...CALL_OPTIONS,
      onSettled: () => void queries.voice.getSetup.invalidate(),
    }),
  );
}
