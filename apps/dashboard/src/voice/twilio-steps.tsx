import type { VoiceSetup } from '@linekeeper/contract';
import type { ReactNode } from 'react';
import { CopyField } from '../ui/copy-field.tsx';
import { VOICE } from './texts.ts';

const THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/;

type Setup = Pick<VoiceSetup, 'voiceUrl' | 'statusUrl'>;

/** What to enter in the Twilio console, in the order of its form. */
export function TwilioSteps({ setup }: { setup: Setup }) {
  return (
    <ol className="list-[lower-alpha] space-y-5 pl-5 leading-6 marker:text-muted">
      <li>
        In the Twilio console, open <B>Phone Numbers</B> → <B>Manage</B> → <B>Active numbers</B> and choose your inbound
        number.
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

/** The addresses alone, for people who know where to enter them. */
export function Addresses({ setup }: { setup: Setup }) {
  return (
    <div className="-mt-1 space-y-5 text-sm">
      <VoiceAddress setup={setup} />
      <StatusAddress setup={setup} />
    </div>
  );
}

function VoiceAddress({ setup: { voiceUrl } }: { setup: Setup }) {
  if (voiceUrl === null) return <p className="mt-2 text-bad">{VOICE.addresses.notSet}</p>;
  return (
    <div>
      <CopyField label={VOICE.addresses.voice} noun="address" text={voiceUrl} />
      {THIS_MACHINE.test(new URL(voiceUrl).hostname) && <p className="mt-2 text-muted">{VOICE.addresses.onlyHere}</p>}
    </div>
  );
}

function StatusAddress({ setup: { statusUrl } }: { setup: Setup }) {
  if (statusUrl === null) return <p className="mt-2 text-bad">{VOICE.addresses.notSet}</p>;
  return <CopyField label={VOICE.addresses.status} noun="address" text={statusUrl} />;
}

/** A label, exactly as it appears in the Twilio console. */
function B({ children }: { children: ReactNode }) {
  return <strong className="font-semibold">{children}</strong>;
}
