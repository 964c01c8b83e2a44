import type { RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import { targetText } from '../calls/call-text.ts';
import { reasonText } from '../calls/reason-text.ts';
import { unbroken } from '../ui/unbroken.ts';
import { When } from '../ui/when.tsx';
import { refusedReason } from '../voice/refused-notice.tsx';
import { isForSupport } from '../voice/refused-request.ts';
import { SupportContact } from '../voice/support-contact.tsx';
import { hasForwardFailed, type LineState } from './line-state.ts';
import { OVERVIEW } from './texts.ts';
import { Unchecked } from './unchecked.tsx';

const COLOURS = {
  WORKS: 'text-good',
  LAST_CALL_FAILED: 'text-warn',
  NOT_SET_UP: '',
  NO_CALL_YET: '',
  ACCOUNT_CHANGED: '',
  REFUSED: 'text-warn',
  UNREACHABLE: 'text-warn',
  NO_NUMBER: '',
  UNKNOWN: 'text-muted',
} as const satisfies Record<LineState['verdict'], string>;

/** The colour of the headline, the same on both pages. */
export function headlineColour({ verdict }: Pick<LineState, 'verdict'>, uncheckedSince: number | null): string {
  return uncheckedSince ? 'text-warn' : COLOURS[verdict];
}

/**
 * What is true about the line, in a few words. Overview and Connect both show it. `uncheckedSince`: from when the state is, if
 * the server doesn't answer.
 */
export function headlineOf({ verdict }: Pick<LineState, 'verdict'>, uncheckedSince: number | null): string {
  return uncheckedSince ? OVERVIEW.unchecked : OVERVIEW.verdicts[verdict];
}

/** The sentence beneath: what it means, or who can change it. Undefined if the headline says it all. */
export function leadOf(
  { verdict, lastCall, refusal }: Pick<LineState, 'verdict' | 'lastCall' | 'refusal'>,
  setup: VoiceSetup | undefined,
  company: string,
  uncheckedSince: number | null,
) {
  if (uncheckedSince) return <Unchecked since={uncheckedSince} />;
  if (verdict === 'REFUSED' && refusal && setup) return <RefusedLead refusal={refusal} setup={setup} />;
  if (verdict === 'LAST_CALL_FAILED' && lastCall && hasForwardFailed(lastCall)) {
    return unbroken(OVERVIEW.forwardFailed(lastCall.target && targetText(lastCall.target)));
  }
  const text = OVERVIEW.leads[verdict](company, lastCall && reasonText(lastCall));
  if (!text) return;
  return (
    <>
      {unbroken(text)}
      {lastCall?.reason === 'FORWARD_COUNTRY' && verdict === 'LAST_CALL_FAILED' && ` ${OVERVIEW.countryAdvice}`}
      {verdict === 'UNREACHABLE' && <SupportContact />}
    </>
  );
}

/** Why the last call was refused. The steps beneath say what to do, unless only the people who run the service can do it. */
function RefusedLead({ refusal, setup }: { refusal: RefusedRequest; setup: VoiceSetup }) {
  return (
    <>
      {OVERVIEW.refused} (<When at={refusal.at} />
      ). {refusedReason(refusal, setup)}
      {isForSupport(refusal, setup) && <SupportContact aim="fix" />}
    </>
  );
}
