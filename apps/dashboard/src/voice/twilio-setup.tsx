import type { ReactNode } from 'react';
import { Card, CardSection } from '../ui/card.tsx';
import { CopyField } from '../ui/copy-field.tsx';

const THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/;

/** What to enter at the provider, in the order in which its console asks for it. */
export function TwilioSetup() {
  const { origin, hostname } = window.location;
  return (
    <Card>
      <CardSection
        heading="Send calls here from Twilio"
        lead="Twilio has to be told once for each number where its calls go. Until then, no call arrives here."
      >
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
            <CopyField label="Webhook address" noun="address" text={`${origin}/webhooks/twilio/voice`} />
            {THIS_MACHINE.test(hostname) && (
              <p className="mt-2 text-muted">
                This address works on this machine only. Open the dashboard at its public address to get the one that
                Twilio can reach.
              </p>
            )}
          </Step>
          <Step number={3}>
            <p>
              Choose <B>HTTP POST</B> as the method, and save the configuration.
            </p>
          </Step>
          <Step number={4}>
            <p>Call your number to try it.</p>
          </Step>
        </ol>
      </CardSection>
    </Card>
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

/** A word as it stands on the provider's screen. */
function B({ children }: { children: string }) {
  return <strong className="font-semibold">{children}</strong>;
}
