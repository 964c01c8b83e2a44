import { useCalls, useCurrentSession, useInboundNumber, useVoiceSetup } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber, ListCallsOutput, VoiceSetup } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { headlineColour, headlineOf, leadOf } from '../overview/line-headline.tsx';
import { type LineState, lineState } from '../overview/line-state.ts';
import { useUncheckedSince } from '../overview/use-unchecked-since.ts';
import { AskManagers } from '../team/ask-managers.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Connected } from './connected.tsx';
import { RefusedNotice } from './refused-notice.tsx';
import { SetupList } from './setup-list.tsx';
import { isComplete, isStepName, type StepName, setupSteps } from './setup-steps.ts';
import { VOICE } from './texts.ts';
import { useEditing } from './use-editing.ts';

/** Everything from choosing a number to the first answered call, and then the settings. */
export function VoicePage() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const setup = useVoiceSetup();
  const calls = useCalls();
  const uncheckedSince = useUncheckedSince([setup, calls]);
  return (
    <>
      <PageTitle lead={VOICE.lead}>{VOICE.title}</PageTitle>
      <Loaded queries={[session, number, setup, calls]} failed={VOICE.failed} as="LIST">
        {(known, held, found, page) => (
          <Connect
            key={known.tenant.id}
            session={known}
            number={held}
            setup={found}
            state={lineState(held, found, page)}
            uncheckedSince={uncheckedSince}
            calls={page}
          />
        )}
      </Loaded>
    </>
  );
}

interface ConnectProps {
  session: CurrentSession;
  number: InboundNumber | null;
  setup: VoiceSetup;
  state: LineState;
  uncheckedSince: number | null;
  calls: ListCallsOutput;
}

function Connect({ session: { tenant, permissions }, number, setup, state, uncheckedSince, calls }: ConnectProps) {
  const editing = useEditing();
  const canChange = permissions.includes('call:update');
  const canDo = (step: StepName) => permissions.includes(step === 'account' ? 'provider:update' : 'call:update');
  const formatted = number && formatPhoneNumber(number.phoneNumber);
  const steps = setupSteps(formatted, setup, state, canChange);
  const show = useLinkedStep(editing.open);
  return (
    <>
      {!canChange && (
        <div className="mb-6">
          <AskManagers why={VOICE.onlyManagers(tenant.name)} />
        </div>
      )}
      <div className="has-[p]:mb-6">
        <RefusedNotice state={state} setup={setup} canChange={canDo('account')} onCheck={() => show('account')} />
      </div>
      {isComplete(steps, state) ? (
        <Connected
          company={tenant.name}
          number={formatted}
          setup={setup}
          state={state}
          uncheckedSince={uncheckedSince}
          calls={calls}
          canChange={canDo}
          editing={editing}
        />
      ) : (
        <Card>
          <CardSection
            heading={headlineOf(state, uncheckedSince)}
            colour={headlineColour(state, uncheckedSince)}
            lead={leadOf(state, setup, tenant.name, uncheckedSince)}
            isAnnounced
          >
            <SetupList number={formatted} steps={steps} setup={setup} canDo={canDo} editing={editing} />
          </CardSection>
        </Card>
      )}
    </>
  );
}

/** Opens the step that the address names, and moves the focus there. Returns how to do so again: then the address stays. */
function useLinkedStep(open: (step: StepName) => void): (step: StepName) => void {
  const hash = useLocation({ select: (location) => location.hash });
  function show(step: StepName) {
    open(step);
    document.getElementById(step)?.focus();
  }
  const onHash = useEffectEvent(() => {
    if (isStepName(hash)) show(hash);
  });
  useEffect(() => onHash(), [hash]);
  return show;
}
