import { useCurrentSession, useInboundNumber, useVoiceSetup } from '@linekeeper/client/react';
import type { CurrentSession, InboundNumber, VoiceSetup } from '@linekeeper/contract';
import { AskManagers } from '../team/ask-managers.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { HandlingForm } from './handling-form.tsx';
import { handlingText } from './handling-text.ts';
import { SetupChecklist } from './setup-checklist.tsx';
import { SimulateCall } from './simulate-call.tsx';
import { VOICE } from './texts.ts';
import { TwilioSteps } from './twilio-steps.tsx';

/** Everything after choosing a number, in the order of the setup: how calls are handled, and how they arrive. */
export function VoicePage() {
  const session = useCurrentSession();
  const number = useInboundNumber();
  const setup = useVoiceSetup();
  return (
    <>
      <PageTitle lead={VOICE.lead}>{VOICE.title}</PageTitle>
      <Loaded queries={[session, number, setup]} failed={VOICE.failed}>
        {(known, held, found) => <Connect key={known.tenant.id} session={known} number={held} setup={found} />}
      </Loaded>
    </>
  );
}

function leadOf({ callAnswered }: VoiceSetup, canChange: boolean): string {
  if (callAnswered) return VOICE.setup.leadDone;
  return canChange ? VOICE.setup.lead : VOICE.setup.leadViewer;
}

interface ConnectProps {
  session: CurrentSession;
  number: InboundNumber | null;
  setup: VoiceSetup;
}

function Connect({ session: { tenant, permissions }, number, setup }: ConnectProps) {
  const canChange = permissions.includes('call:update');
  return (
    <div className="space-y-6">
      <Card>
        <CardSection heading={VOICE.setup.heading} lead={leadOf(setup, canChange)}>
          <SetupChecklist number={number} setup={setup} canChange={canChange} />
          {!canChange && (
            <div className="mt-5">
              <AskManagers why={VOICE.onlyManagers(tenant.name)} />
            </div>
          )}
        </CardSection>
      </Card>
      <Card>
        <CardSection heading={VOICE.handling.heading} lead={handlingText(setup)}>
          {canChange && <HandlingForm setup={setup} />}
        </CardSection>
      </Card>
      <Card>
        {permissions.includes('provider:update') && (
          <CardSection heading={VOICE.account.heading} lead={VOICE.account.lead}>
            <CredentialsForm setup={setup} />
          </CardSection>
        )}
        <CardSection heading={VOICE.twilio.heading} lead={VOICE.twilio.lead}>
          <TwilioSteps setup={setup} />
        </CardSection>
      </Card>
      {canChange && (
        <Card>
          <CardSection
            heading={VOICE.simulate.heading}
            lead={VOICE.simulate.lead}
            action={<PageLink to="/c/$company/calls">{VOICE.simulate.allCalls}</PageLink>}
          >
            <SimulateCall />
          </CardSection>
        </Card>
      )}
    </div>
  );
}
