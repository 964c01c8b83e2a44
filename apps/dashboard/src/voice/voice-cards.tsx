import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useVoiceSetup } from '@linekeeper/client/react';
import { Card, CardSection } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { Failure } from '../ui/failure.tsx';
import { CallList } from './call-list.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { HandlingForm } from './handling-form.tsx';
import { handlingText } from './handling-text.ts';
import { SetupChecklist } from './setup-checklist.tsx';
import { SimulateCall } from './simulate-call.tsx';
import { VOICE } from './texts.ts';
import { TwilioSteps } from './twilio-steps.tsx';

/** Everything about calls that comes after the number: the setup, what calls do, and the last calls. */
export function VoiceCards() {
  const session = useCurrentSession();
  const setup = useVoiceSetup();
  if (!session.data || !setup.data) {
    const missing = [session, setup].filter((query) => query.data === undefined);
    const fault = missing.flatMap(({ error }) => (error ? [faultOf(error)] : []))[0];
    // The person was signed out and is being redirected to the sign-in page.
    if (!fault || fault.code === 'UNAUTHORIZED')
      return (
        <Card>
          <CardSkeleton />
        </Card>
      );
    return (
      <Card>
        <Failure
          title={VOICE.failed}
          message={fault.message}
          retrying={missing.some(({ isFetching }) => isFetching)}
          onRetry={() => {
            for (const query of missing) void query.refetch();
          }}
        />
      </Card>
    );
  }
  const { tenant, permissions } = session.data;
  const canChange = permissions.includes('call:update');
  // Another company starts with empty forms.
  return (
    <div key={tenant.id} className="space-y-6">
      <Card>
        <CardSection heading={VOICE.setup.heading} lead={VOICE.setup.lead}>
          <SetupChecklist setup={setup.data} />
        </CardSection>
        <CardSection heading={VOICE.twilio.heading} lead={VOICE.twilio.lead}>
          <TwilioSteps setup={setup.data} />
        </CardSection>
        {permissions.includes('provider:update') && (
          <CardSection heading={VOICE.account.heading} lead={VOICE.account.lead}>
            <CredentialsForm setup={setup.data} />
          </CardSection>
        )}
      </Card>
      <Card>
        <CardSection heading={VOICE.handling.heading} lead={handlingText(setup.data.handling)}>
          {canChange ? (
            <HandlingForm setup={setup.data} />
          ) : (
            <p className="text-sm text-muted">{VOICE.onlyManagers(tenant.name)}</p>
          )}
        </CardSection>
      </Card>
      <Card>
        <CardSection heading={VOICE.calls.heading} lead={VOICE.calls.lead}>
          <CallList />
        </CardSection>
        {canChange && (
          <CardSection heading={VOICE.simulate.heading} lead={VOICE.simulate.lead}>
            <SimulateCall />
          </CardSection>
        )}
      </Card>
    </div>
  );
}
