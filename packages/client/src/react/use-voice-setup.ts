import type { VoiceSetup } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, POLL_MS, trpc } from './trpc.ts';

/** What the company's calls do, and how far it is with receiving them. Asked again every few seconds while the page is visible. */
export function useVoiceSetup(): QueryResult<VoiceSetup> {
  return trpc.linekeeper.voice.getSetup.useQuery(undefined, { ...CALL_OPTIONS, refetchInterval: POLL_MS });
}
