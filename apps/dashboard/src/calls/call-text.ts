import { type CallRecord, FALLBACK_REASONS } from '@linekeeper/contract';
import { formatPhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';

const DEEDS = {
  PENDING: 'Waiting for the platform',
  FORWARDED: 'Forwarded',
  SIP: 'Sent by SIP',
  STREAM: 'Streamed',
  PLATFORM: 'Answered by the platform',
  GREETED: 'Greeting played',
  FALLBACK: 'Not connected',
} as const satisfies Record<CallRecord['outcome'], string>;

/** What happened to a call, in a few words. */
export function callText({ outcome, reason, target }: Pick<CallRecord, 'outcome' | 'reason' | 'target'>): string {
  if (reason) return `${DEEDS[outcome]}: ${FALLBACK_REASONS[reason]}`;
  return target === null ? DEEDS[outcome] : `${DEEDS[outcome]} to ${targetText(target)}`;
}

/** Seconds as people say them, for example "3 min 5 s". */
export function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** Where a call went, for people. */
export function targetText(target: string): string {
  const parsed = parsePhoneNumber(target);
  return parsed.ok ? formatPhoneNumber(parsed.data) : target;
}
