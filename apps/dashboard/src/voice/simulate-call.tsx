import { faultOf } from '@linekeeper/client';
import { useSimulateCall, useVoiceSetup } from '@linekeeper/client/react';
import type { SimulatedCall } from '@linekeeper/contract';
import { Check, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Announced, Notice } from '../ui/notice.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { unbroken } from '../ui/unbroken.ts';
import { simulatedText } from './simulated-text.ts';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.simulate;

/** Simulates a call, and says what it showed. The checks are in the details. */
export function SimulateCall() {
  const simulate = useSimulateCall();
  const setup = useVoiceSetup();
  return (
    <>
      <Button
        look="secondary"
        pending={simulate.isPending}
        onClick={() => {
          if (!simulate.isPending) simulate.mutate({});
        }}
      >
        {TEXTS.run}
      </Button>
      <Announced>
        {simulate.error && <Notice tone="bad" title={faultOf(simulate.error).message} />}
        {simulate.data && (
          <Notice
            tone={simulate.data.twiml === null || simulate.data.reason ? 'warn' : 'neutral'}
            title={unbroken(simulatedText(simulate.data, setup.data))}
          >
            {lacksAccount(simulate.data) && (
              <PageLink to="/c/$company/connect" hash="account">
                {TEXTS.toAccount}
              </PageLink>
            )}
          </Notice>
        )}
      </Announced>
      {simulate.data?.twiml && (
        <details className="mt-5 text-sm">
          <summary className="cursor-pointer text-muted">{TEXTS.details}</summary>
          <Steps call={simulate.data} />
          <pre className="mt-3 rounded-lg bg-sunken p-4 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
            {simulate.data.twiml}
          </pre>
        </details>
      )}
    </>
  );
}

/** Whether the call would be refused because the company has stored no account. */
function lacksAccount({ steps }: SimulatedCall): boolean {
  return steps.some(({ step, passed }) => step === 'CREDENTIALS' && !passed);
}

/** For the step that waits for a real call. */
export function SimulateInstead() {
  return (
    <>
      <p className="mb-3 text-muted">{TEXTS.leadOfStep}</p>
      <SimulateCall />
    </>
  );
}

function Steps({ call: { steps } }: { call: SimulatedCall }) {
  return (
    <ol className="mt-3 space-y-3 text-sm" aria-label={TEXTS.steps}>
      {steps.map(({ step, passed, message }) => (
        <li key={step} className="flex gap-3">
          {passed ? (
            <Check aria-hidden className="size-5 shrink-0 text-good" />
          ) : (
            <X aria-hidden className="size-5 shrink-0 text-bad" />
          )}
          <span>{unbroken(message)}</span>
        </li>
      ))}
    </ol>
  );
}
