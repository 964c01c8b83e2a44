import type { ReactNode } from 'react';
import { Card, CardSection } from '../ui/card.tsx';
import { CopyField } from '../ui/copy-field.tsx';

const THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/;

/** What to enter in the Twilio console, in the order of its form. */
export function TwilioSetup() {
  const { origin, hostname } = window.location;
  return (
    <Card>
      <CardSection
        heading="Connect Twilio"
        lead="Set up each number in Twilio once. Until you do, its calls don't arrive here."
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
                This address works only on this machine. To get the address that Twilio can reach, open the dashboard at
                its public address.
              </p>
            )}
          </Step>
          <Step number={3}>
            <p>
              Choose <B>HTTP POST</B> as the method, and save the configuration.
            </p>
          </Step>
          <Step number={4}>
            <p>Call your number to test it.</p>
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

/** A label, exactly as it appears in the Twilio console. */
function B({ children }: { children: string }) {
  return <strong className="font-semibold">{children}</strong>;
}
