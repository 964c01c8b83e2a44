import { targetText } from '../calls/call-text.ts';
import { reasonText } from '../calls/reason-text.ts';
import { unbroken } from '../ui/unbroken.ts';
import { isOfProvider } from '../voice/refused-request.ts';
import { SupportContact } from '../voice/support-contact.tsx';
import { hasForwardFailed, type LineState } from './line-state.ts';
import { OVERVIEW } from './texts.ts';
import { Unchecked } from './unchecked.tsx';

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
  company: string,
  uncheckedSince: number | null,
) {
  if (uncheckedSince) return <Unchecked since={uncheckedSince} />;
  // The notice about the refused call says it.
  if (verdict === 'LAST_CALL_FAILED' && refusal && isOfProvider(refusal)) return;
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
