import type { VoiceSetup } from '@linekeeper/contract';
import type { ReactNode } from 'react';
import { CopyField } from '../ui/copy-field.tsx';

const THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/;

/** What to enter in the Twilio console, in the order of its form. */
export function TwilioSteps({ setup: { voiceUrl, statusUrl } }: { setup: VoiceSetup }) {
  return (
    <ol className="space-y-6">
      <Step number={1}>
        <p>
          In the Twilio console, open <B>Phone Numbers</B> → <B>Manage</B> → <B>Active numbers</B> and choose your
          inbound number.
        </p>
      </Step>
      <Step number={2}>
        <p>
          Under <B>Voice Configuration</B>, set <B>A call comes in</B> to <B>Webhook</B>, and enter this address:
        </p>
        <CopyField label="Webhook address" noun="address" text={voiceUrl} />
        {THIS_MACHINE.test(new URL(voiceUrl).hostname) && (
          <p className="mt-2 text-muted">
            This address works only on this machine. To get an address that Twilio can reach, the operator of the server
            sets PUBLIC_URL.
          </p>
        )}
      </Step>
      <Step number={3}>
        <p>
          To see how long calls lasted, set <B>Call status changes</B> to this address:
        </p>
        <CopyField label="Status address" noun="address" text={statusUrl} />
      </Step>
      <Step number={4}>
        <p>
          Choose <B>HTTP POST</B> as the method of both, and save the configuration.
        </p>
      </Step>
      <Step number={5}>
        <p>Call your number to test it.</p>
      </Step>
    </ol>
  );
}

function Step({ number, children }: { number: number; children: ReactNode }) {
  return (
    <li className="flex gap-4 text-sm leading-6">
      <span
        aria-hidden
        className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent tabular-nums"
      >
        {number}
      </span>
      <div className="min-w-0 grow">{children}</div>
    </li>
  );
}

/** A label, exactly as it appears in the Twilio console. */
function B({ children }: { children: string }) {
  return <strong className="font-semibold">{children}</strong>;
}
