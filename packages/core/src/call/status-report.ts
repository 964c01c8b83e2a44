import type { VoiceParameters } from './voice-request.ts';

/** The provider's terms for calls that are over. It asks how to handle a call only while the call lasts. */
const FINAL: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Whether a request reports a call's status, and doesn't ask how to handle the call. */
export function isStatusReport({ all }: Pick<VoiceParameters, 'all'>): boolean {
  return all.CallbackSource !== undefined || FINAL.has(all.CallStatus ?? '');
}

/** Whether a request asks how to handle a call that has just come in. */
export function isNewCall({ all }: Pick<VoiceParameters, 'all'>): boolean {
  return all.CallStatus === 'ringing' && all.CallbackSource === undefined && all.DialCallStatus === undefined;
}

/** What a status request reports about a forwarded call's second leg, or about the call itself. */
export function readReport({ all }: Pick<VoiceParameters, 'all'>) {
  const status = all.DialCallStatus ?? all.CallStatus ?? '';
  const seconds = all.DialCallDuration ?? all.CallDuration ?? '';
  if (!/^[a-z-]{1,20}$/.test(status)) return null;
  const durationSeconds = /^\d{1,6}$/.test(seconds) ? Number(seconds) : null;
  return { status, ofForward: all.DialCallStatus !== undefined, durationSeconds };
}
