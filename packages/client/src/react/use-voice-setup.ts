import type { VoiceSetup } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, POLL_MS, trpc } from './trpc.ts';

/**
 * How the company's calls are handled, and which setup steps are done. Fetched again every few seconds while the page
 * is visible.
 */
export function useVoiceSetup(): QueryResult<VoiceSetup> {
  return trpc.linekeeper.voice.getSetup.useQuery(undefined, { ...CALL_OPTIONS, refetchInterval: POLL_MS });
}
