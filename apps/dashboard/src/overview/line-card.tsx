import type { CallRecord, InboundNumber, VoiceSetup } from '@linekeeper/contract';
import { usePhoneWords, usePlainFormat } from '../inbound-number/phone.ts';
import { useWorkplace } from '../shell/company.ts';
import { AskManagers } from '../team/ask-managers.tsx';
import { asSentence } from '../ui/as-sentence.ts';
import { PageLink } from '../ui/page-link.tsx';
import { RefusedNotice } from '../voice/refused-notice.tsx';
import { isForSupport } from '../voice/refused-request.ts';
import { headlineColour, headlineOf, leadOf } from './line-headline.tsx';
import { LineLights } from './line-lights.tsx';
import { hasForwardFailed, type LineState } from './line-state.ts';
import { OVERVIEW } from './texts.ts';

/** What members can't do. They are told whom to ask, unless their company can't do it either. */
const VIEWER_TEXTS = {
  LAST_CALL_FAILED: OVERVIEW.fixViewer,
  NOT_SET_UP: OVERVIEW.setUpViewer,
  NO_CALL_YET: OVERVIEW.setUpViewer,
  ACCOUNT_CHANGED: OVERVIEW.setUpViewer,
  REFUSED: OVERVIEW.fixViewer,
  NO_NUMBER: OVERVIEW.noneViewer,
} as const satisfies Record<Exclude<LineState['verdict'], 'WORKS' | 'UNREACHABLE' | 'UNKNOWN'>, string>;

interface LineCardProps {
  number: InboundNumber | null;
  state: LineState;
  setup: VoiceSetup | undefined;
  canChange: boolean;
  /** Whether the page shows the setup beneath, which then says what is done. Otherwise, the lights do. */
  hasSetUp: boolean;
  /** Why the calls couldn't be loaded. */
  failure: string | undefined;
  /** If the server doesn't answer: from when the state is, in milliseconds since 1970. */
  uncheckedSince: number | null;
}

/** The summary: the number, whether it works and, once it's set up, the three lights. */
export function LineCard({ number, state, setup, canChange, hasSetUp, failure, uncheckedSince }: LineCardProps) {
  const { verdict, lastCall, refusal } = state;
  const isSupports = verdict === 'REFUSED' && refusal !== null && setup !== undefined && isForSupport(refusal, setup);
  const { company } = useWorkplace();
  const format = usePlainFormat();
  const words = usePhoneWords();
  return (
    <section className="p-5 sm:p-7">
      {number && (
        <div className="mb-4">
          <p className="text-2xl font-semibold tracking-tight whitespace-nowrap tabular-nums min-[360px]:text-3xl sm:text-4xl">
            {format(number.phoneNumber)}
          </p>
          <div className="mt-1 flex flex-wrap items-center gap-x-4 text-sm text-muted">
            <p>{words?.kindOf(number.phoneNumber)}</p>
            {canChange && <PageLink to="/c/$company/number">{OVERVIEW.change}</PageLink>}
          </div>
        </div>
      )}
      {/* Announced when a call turns the lights green. */}
      <div role="status">
        <h2 className={`text-lg font-semibold ${headlineColour(state, uncheckedSince)}`}>
          {!uncheckedSince && failure ? OVERVIEW.callsFailed : headlineOf(state, uncheckedSince)}
        </h2>
        <p className="mt-0.5 text-sm text-muted empty:hidden">
          {!uncheckedSince && failure ? asSentence(failure) : leadOf(state, setup, company.name, uncheckedSince)}
        </p>
      </div>
      {canChange && !hasSetUp && verdict === 'LAST_CALL_FAILED' && isOfHandling(lastCall) && (
        <PageLink to="/c/$company/connect" hash="handling">
          {OVERVIEW.changeHandling}
        </PageLink>
      )}
      {!hasSetUp && (
        <div className="mt-6 border-t border-line pt-6">
          <LineLights number={number} state={state} uncheckedSince={uncheckedSince} />
        </div>
      )}
      {setup && <RefusedNotice state={state} setup={setup} canChange={canChange} isLinked={!hasSetUp} />}
      {!canChange && !isSupports && verdict !== 'WORKS' && verdict !== 'UNREACHABLE' && verdict !== 'UNKNOWN' && (
        <div className="mt-6">
          <AskManagers why={VIEWER_TEXTS[verdict]} />
        </div>
      )}
    </section>
  );
}

/** Whether another choice of call handling would help. */
function isOfHandling(call: CallRecord | null): boolean {
  return call !== null && (hasForwardFailed(call) || (call.reason?.startsWith('FORWARD_') ?? false));
}
