import type { VoiceSetup } from '@linekeeper/contract';

const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether the server has an address that the provider reaches. */
export function hasPublicAddress({ voiceUrl }: Pick<VoiceSetup, 'voiceUrl'>): boolean {
  return voiceUrl !== null && !THIS_MACHINE.test(new URL(voiceUrl).hostname);
}

/**
 * Who can give the server an address that the provider reaches. Null: it has one. OPERATOR: the page itself is open on the
 * machine that the server runs on, so that the person runs it, and can be told which variable to set. PLATFORM: somebody else.
 */
export function whoSetsAddress(setup: Pick<VoiceSetup, 'voiceUrl'>, pageHost: string): 'OPERATOR' | 'PLATFORM' | null {
  if (hasPublicAddress(setup)) return null;
  return THIS_MACHINE.test(pageHost) ? 'OPERATOR' : 'PLATFORM';
}
