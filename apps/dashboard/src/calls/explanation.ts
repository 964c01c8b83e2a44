import { type CallRecord, FALLBACK_REASONS, type RouteExplanation } from '@linekeeper/contract';
import { day } from '../ui/when.tsx';
import { callText } from './call-text.ts';
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

/** What was done with the call. */
export function deedText(call: Pick<CallRecord, 'outcome' | 'reason' | 'target'>): string {
  return call.reason ? TEXTS.fallback(FALLBACK_REASONS[call.reason]) : callText(call);
}
