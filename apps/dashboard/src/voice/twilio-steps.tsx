import type { VoiceSetup } from '@linekeeper/contract';
import type { ReactNode } from 'react';
import { CopyField } from '../ui/copy-field.tsx';
import type { StepState } from '../ui/step.tsx';
import { isThisMachine } from '../ui/this-machine.ts';
import { unbroken } from '../ui/unbroken.ts';
import { hasPublicAddress } from './public-address.ts';
import { SupportContact } from './support-contact.tsx';
import { VOICE } from './texts.ts';

type Setup = Pick<VoiceSetup, 'voiceUrl' | 'statusUrl'>;

/** How calls get here: what to enter in the Twilio console, in the order of its form. */
export function TwilioSteps({ number, setup }: { number: string | null; setup: Setup }) {
  return (
    <ol className="list-[lower-alpha] space-y-5 pl-5 leading-6 marker:text-muted">
      <li>
        In the Twilio console, open <B>Phone Numbers</B> → <B>Manage</B> → <B>Active numbers</B> and choose{' '}
        {number ? unbroken(number) : 'your number'}.
      </li>
      <li>
        Under <B>Voice Configuration</B>, set <B>A call comes in</B> to <B>Webhook</B>, and enter this address:
        <VoiceAddress setup={setup} />
      </li>
      <li>
        To see how long calls lasted, set <B>Call status changes</B> to this address:
        <StatusAddress setup={setup} />
      </li>
      <li>
        Choose <B>HTTP POST</B> as the method of both, and save the configuration.
      </li>
    </ol>
  );
}

/** What only the people who run the service can do: whom to write to, and the setting, on the machine that the server runs on. */
export function ForSupport({ state, setup }: { state: StepState; setup: Setup }) {
  const { summary, text, example, after } = VOICE.addresses.forInstaller;
  const isInstaller = !hasPublicAddress(setup) && isThisMachine(window.location.hostname);
  return (
    <>
      {/* If there is a problem, the page has said it. */}
      {state === 'TODO' && (
        <p className="text-muted empty:hidden">
          <SupportContact aim={hasPublicAddress(setup) ? 'connect' : 'any'} />
        </p>
      )}
      {isInstaller && (
        <details className="mt-3 first:mt-0">
          <summary className="cursor-pointer text-muted">{summary}</summary>
          <p className="mt-2">{text}</p>
          <p className="my-2 font-mono wrap-anywhere text-ink">
            {example[0]}
            <wbr />
            {example[1]}
          </p>
          <p>{after}</p>
        </details>
      )}
    </>
  );
}

function VoiceAddress({ setup: { voiceUrl } }: { setup: Setup }) {
  return voiceUrl && <CopyField label={VOICE.addresses.voice} noun="address" text={voiceUrl} isLong />;
}

function StatusAddress({ setup: { statusUrl } }: { setup: Setup }) {
  return statusUrl && <CopyField label={VOICE.addresses.status} noun="address" text={statusUrl} isLong />;
}

/** A label, exactly as it appears in the Twilio console. */
function B({ children }: { children: ReactNode }) {
  return <strong className="font-semibold">{children}</strong>;
}
