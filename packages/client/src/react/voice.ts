import type {
  ListCallsOutput,
  SetCredentialsInput,
  SetCredentialsOutput,
  SetHandlingInput,
  SetHandlingOutput,
  SimulateCallInput,
  SimulatedCall,
  VoiceSetup,
} from '@linekeeper/contract';
import type { MutationResult, QueryResult } from './results.ts';
import { CALL_OPTIONS, POLL_MS, trpc } from './trpc.ts';
import { useTenantMutation } from './use-tenant-mutation.ts';

/**
 * How the company's calls are handled, and which setup steps are done. Fetched again every few seconds while the page
 * is visible.
 */
export function useVoiceSetup(): QueryResult<VoiceSetup> {
  return trpc.linekeeper.voice.getSetup.useQuery(undefined, { ...CALL_OPTIONS, refetchInterval: POLL_MS });
}

/** Changes how the company's calls are handled. The mutation's data is the outcome. Invalidates the setup. */
export function useSetHandling(): MutationResult<SetHandlingOutput, SetHandlingInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.voice.setHandling, {
    ...CALL_OPTIONS,
    onSettled: () => void queries.voice.getSetup.invalidate(),
  });
}

/** Replaces the company's account at the provider. No answer contains the token. Invalidates the setup. */
export function useSetCredentials(): MutationResult<SetCredentialsOutput, SetCredentialsInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.voice.setCredentials, {
    ...CALL_OPTIONS,
    onSettled: () => void queries.voice.getSetup.invalidate(),
  });
}

/** The company's last calls, newest first. They are fetched again every few seconds while the page is visible. */
export function useCalls(): QueryResult<ListCallsOutput> {
  return trpc.linekeeper.voice.listCalls.useQuery({}, { ...CALL_OPTIONS, refetchInterval: POLL_MS });
}

/** Sends a call through every check without the provider. Invalidates the list of calls. */
export function useSimulateCall(): MutationResult<SimulatedCall, SimulateCallInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.voice.simulateCall, {
    ...CALL_OPTIONS,
    onSettled: () => void queries.voice.listCalls.invalidate(),
  });
}
