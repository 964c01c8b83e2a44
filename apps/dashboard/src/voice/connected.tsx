import type { CallRecord, VoiceSetup } from '@linekeeper/contract';
import { CallRow } from '../calls/call-row.tsx';
import { Button } from '../ui/button.tsx';
import { Card, CardSection } from '../ui/card.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { unbroken } from '../ui/unbroken.ts';
import { handlingText } from './handling-text.ts';
import { SettingForm } from './setting-form.tsx';
import { SimulateCall } from './simulate-call.tsx';
import { VOICE } from './texts.ts';
import { Addresses } from './twilio-steps.tsx';
import { type Setting, useEditing } from './use-editing.ts';

interface ConnectedProps {
  number: string;
  setup: VoiceSetup;
  /** Null: it's older than the calls that are loaded. */
  lastCall: CallRecord | null;
  canChange: (setting: Setting) => boolean;
}

/** The page once calls come in: the last call and the addresses, and beneath them the settings. */
export function Connected({ number, setup, lastCall, canChange }: ConnectedProps) {
  const { opened, saved, toggle, onSaved } = useEditing<Setting>();
  const settings = [
    { setting: 'handling', value: handlingText(setup) },
    { setting: 'account', value: VOICE.steps.account.done(setup.accountSid) },
  ] as const;
  return (
    <div className="space-y-6">
      <Card>
        <CardSection
          heading={unbroken(VOICE.connected.heading(number))}
          lead={lastCall ? VOICE.connected.lastCall : undefined}
          action={<PageLink to="/c/$company/calls">{VOICE.connected.allCalls}</PageLink>}
        >
          {lastCall && (
            <ul aria-label={VOICE.connected.lastCall}>
              <CallRow call={lastCall} />
            </ul>
          )}
        </CardSection>
        <CardSection heading={VOICE.connected.addresses} lead={VOICE.connected.addressesLead}>
          <Addresses setup={setup} />
        </CardSection>
      </Card>
      <Card>
        {settings.map(({ setting, value }) => (
          <CardSection
            key={setting}
            heading={VOICE[setting].heading}
            lead={unbroken(value)}
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
              <SettingForm
                setting={setting}
                setup={setup}
                isOpen={opened === setting}
                isSaved={saved === setting}
                onSaved={onSaved}
              />
            )}
          </CardSection>
        ))}
        {canChange('handling') && (
          <CardSection heading={VOICE.simulate.heading} lead={VOICE.simulate.lead}>
            <SimulateCall />
          </CardSection>
        )}
      </Card>
    </div>
  );
}
