import type { CallRecord, ListCallsOutput, VoiceSetup } from '@linekeeper/contract';
import { CallRow } from '../calls/call-row.tsx';
import { headlineColour, headlineOf, leadOf } from '../overview/line-headline.tsx';
import type { LineState } from '../overview/line-state.ts';
import { Breakable } from '../ui/breakable.tsx';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { handlingText } from './handling-text.ts';
import { checkedWith } from './refused-request.ts';
import { SettingForm } from './setting-form.tsx';
import { SimulateCall } from './simulate-call.tsx';
import { VOICE } from './texts.ts';
import { ForSupport, TwilioSteps } from './twilio-steps.tsx';
import type { Editing, Setting } from './use-editing.ts';

interface ConnectedProps {
  company: string;
  /** Formatted. */
  number: string | null;
  setup: VoiceSetup;
  state: LineState;
  uncheckedSince: number | null;
  calls: ListCallsOutput;
  canChange: (setting: Setting) => boolean;
  editing: Editing;
}

/**
 * The page once calls come in: the result and the last call, then the settings, and the addresses for Twilio, if the company
 * enters them.
 */
export function Connected({
  company,
  number,
  setup,
  state,
  uncheckedSince,
  calls,
  canChange,
  editing,
}: ConnectedProps) {
  const { verdict, lastCall, isUnreachable } = state;
  const { opened, toggle } = editing;
  const settings = [
    { setting: 'handling', value: handlingText(setup) },
    { setting: 'account', value: VOICE.steps.account.done(setup.accountSid) },
  ] as const;
  return (
    <div className="space-y-6">
      <Card>
        <CardSection
          heading={headlineOf(state, uncheckedSince)}
          colour={headlineColour(state, uncheckedSince)}
          lead={
            verdict === 'WORKS' && !uncheckedSince
              ? // Of a later call, the row beneath says enough.
                lastCall && isOnly(calls) && VOICE.connected.works(isForwarded(lastCall))
              : leadOf(state, setup, company, uncheckedSince)
          }
          isAnnounced
        >
          {lastCall && (
            <ul aria-label={VOICE.connected.lastCall}>
              <CallRow call={lastCall} />
            </ul>
          )}
          <p className="mt-4 first:mt-0">
            <PageLink to="/c/$company/calls">{VOICE.connected.allCalls}</PageLink>
          </p>
          {isUnreachable && canChange('handling') && (
            <div className="mt-4 text-sm empty:hidden">
              <ForSupport state="PROBLEM" setup={setup} />
            </div>
          )}
        </CardSection>
      </Card>
      <Card>
        {settings.map(({ setting, value }) => (
          <CardSection
            key={setting}
            id={setting}
            heading={VOICE[setting].heading}
            lead={<Breakable text={value} />}
            action={
              canChange(setting) && (
                <Button
                  look="secondary"
                  aria-expanded={opened === setting}
                  aria-label={`${opened === setting ? VOICE.setup.close : VOICE.setup.change}: ${VOICE[setting].heading}`}
                  onClick={() => toggle(setting)}
                >
                  {opened === setting ? VOICE.setup.close : VOICE.setup.change}
                </Button>
              )
            }
          >
            {canChange(setting) && (
              <SettingForm setting={setting} setup={setup} isOpen={opened === setting} editing={editing} />
            )}
          </CardSection>
        ))}
        {canChange('handling') && (
          <CardSection heading={VOICE.simulate.heading} lead={VOICE.simulate.lead}>
            <SimulateCall />
          </CardSection>
        )}
      </Card>
      {checkedWith(setup) === 'OWN' && canChange('account') && !isUnreachable && (
        <Card>
          <details className="p-5 text-sm sm:p-7">
            <summary className="cursor-pointer text-base font-semibold">{VOICE.connected.addresses}</summary>
            <p className="mt-1 mb-5 max-w-prose text-muted">{VOICE.connected.addressesLead}</p>
            <TwilioSteps number={number} setup={setup} />
          </details>
        </Card>
      )}
    </div>
  );
}

/** Whether a person or a machine of the company's took the call. Otherwise Linekeeper or the platform answered it. */
function isForwarded({ outcome }: CallRecord): boolean {
  return outcome === 'FORWARDED' || outcome === 'SIP' || outcome === 'STREAM';
}

/** Whether the line has had one real call. */
function isOnly({ calls, nextCursor }: ListCallsOutput): boolean {
  return nextCursor === null && calls.filter(({ simulated }) => !simulated).length === 1;
}
