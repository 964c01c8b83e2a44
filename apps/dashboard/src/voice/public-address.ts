import type { VoiceSetup } from '@linekeeper/contract';
import { isThisMachine } from '../ui/this-machine.ts';

/** Whether the server has an address that the provider reaches. */
export function hasPublicAddress({ voiceUrl }: Pick<VoiceSetup, 'voiceUrl'>): boolean {
  return voiceUrl !== null && !isThisMachine(new URL(voiceUrl).hostname);
}
