import { faultOf } from '@linekeeper/client';
import { useCalls, useCurrentSession, useInboundNumber, useVoiceSetup } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber } from '@linekeeper/contract';
import { CallRow } from '../calls/call-row.tsx';
import { useFormat } from '../inbound-number/phone.ts';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { isComplete, setupSteps } from '../voice/setup-steps.ts';
import { SimulateCall } from '../voice/simulate-call.tsx';
import { VOICE } from '../voice/texts.ts';
import { LineCard } from './line-card.tsx';
import { lineState } from './line-state.ts';
import { RecentChanges } from './recent-changes.tsx';
import { SetUp } from './set-up.tsx';
import { OVERVIEW } from './texts.ts';
import { useUncheckedSince } from './use-unchecked-since.ts';

const RECENT = 5;

/** The Overview page, which shows whether the company's line works. */
export function OverviewPage() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  return (
    <>
      <PageTitle>{OVERVIEW.title}</PageTitle>
      <Loaded queries={[session, number]} failed={OVERVIEW.failed} as="SUMMARY">
        {(known, held) => <Overview session={known} number={held} />}
      </Loaded>
    </>
  );
}

function Overview({ session, number }: { session: CurrentSession; number: InboundNumber | null }) {
  const format = useFormat();
  const setup = useVoiceSetup();
  const calls = useCalls();
  const unchecked = useUncheckedSince([setup, calls]);
  const state = lineState(number, setup.data, calls.data);
  const failed = [calls, setup].find(({ error, data }) => error && !data)?.error;
  const canChange = session.permissions.includes('inboundNumber:update');
  const steps = setupSteps(number && format(number.phoneNumber), setup.data, state);
  const isSetUp = isComplete(steps, state);
  // With a number, the setup is shown only when it's known to be needed.
  const hasSetUp = canChange && !isSetUp && state.verdict !== 'UNKNOWN' && (setup.data !== undefined || !number);
  // Nobody made the simulated calls. The Calls page has them.
  const last = (calls.data?.calls ?? []).filter(({ simulated }) => !simulated).slice(0, RECENT);
  const canSimulate = canChange && isSetUp;
  return (
    <div className="space-y-6">
      <Card>
        <LineCard
          number={number}
          state={state}
          setup={setup.data}
          canChange={canChange}
          hasSetUp={hasSetUp}
          uncheckedSince={unchecked}
          failure={failed ? faultOf(failed).message : undefined}
        />
      </Card>
      {hasSetUp && (
        <Card>
          <CardSection heading={OVERVIEW.setUp}>
            <SetUp steps={steps} />
          </CardSection>
        </Card>
      )}
      {(last.length > 0 || canSimulate) && (
        <Card>
          {last.length > 0 && (
            <CardSection
              heading={OVERVIEW.calls}
              action={<PageLink to="/c/$company/calls">{OVERVIEW.allCalls}</PageLink>}
            >
              <ul className="divide-y divide-line">
                {last.map((call) => (
                  <CallRow key={call.id} call={call} line={number?.phoneNumber ?? ''} />
                ))}
              </ul>
            </CardSection>
          )}
          {canSimulate && (
            <CardSection heading={VOICE.simulate.heading} lead={VOICE.simulate.lead}>
              <SimulateCall />
            </CardSection>
          )}
        </Card>
      )}
      <RecentChanges />
    </div>
  );
}
