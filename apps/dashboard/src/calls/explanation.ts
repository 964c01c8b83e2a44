import type { CallRecord, RouteExplanation } from '@linekeeper/contract';
import { hasForwardFailed } from '../overview/line-state.ts';
import { day } from '../ui/when.tsx';
import { type EndedCall, isMissed } from './call-result.ts';
import { reasonText } from './reason-text.ts';
import { CALLS } from './texts.ts';

const TEXTS = CALLS.details;

/** Who held the line when the call came in. `holder` null: it wasn't the company that asks. */
export function holderText(holder: RouteExplanation['holder']): string {
  if (!holder) return TEXTS.notHeld;
  const { tenantName, since, kind, actor } = holder;
  const deed = Object.hasOwn(TEXTS.deeds, kind) ? TEXTS.deeds[kind] : undefined;
  const held = TEXTS.held(tenantName ?? '', day(since));
  return deed ? `${held} (${deed} ${actor.name})` : held;
}

/** What the check of the request said. Requests that fail it aren't recorded. */
export function checkText({ simulated }: Pick<CallRecord, 'simulated'>): string {
  return simulated ? TEXTS.simulated : TEXTS.signed;
}

/** What the caller of a call that wasn't connected heard, and why. Null: of other calls, the row has said what was done. */
export function heardText(call: Pick<CallRecord, 'reason' | 'target' | 'simulated'>): string | null {
  const reason = reasonText(call);
  return reason && TEXTS[call.simulated ? 'wouldHear' : 'heard'](reason);
}

/** How to find out who called. Null if the call wasn't missed. */
export function callBackText(call: EndedCall): string | null {
  if (!isMissed(call)) return null;
  return call.outcome === 'FALLBACK' || hasForwardFailed(call) ? TEXTS.callBackNoRing : CALLS.callBack;
}
