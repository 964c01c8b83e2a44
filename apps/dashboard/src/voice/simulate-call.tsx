import { faultOf } from '@linekeeper/client';
import { useSimulateCall } from '@linekeeper/client/react';
import { FALLBACK_REASONS, type SimulatedCall } from '@linekeeper/contract';
import { Check, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Announced, Notice } from '../ui/notice.tsx';
import { unbroken } from '../ui/unbroken.ts';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.simulate;

/** Simulates a call and shows the result of each step. */
export function SimulateCall() {
  const simulate = useSimulateCall();
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
        {simulate.data && <Steps call={simulate.data} />}
      </Announced>
      {simulate.data?.twiml && (
        <details className="mt-5 text-sm">
          <summary className="cursor-pointer text-muted">{TEXTS.twiml}</summary>
          <pre className="mt-3 rounded-lg bg-sunken p-4 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
            {simulate.data.twiml}
          </pre>
        </details>
      )}
    </>
  );
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

function Steps({ call: { steps, reason } }: { call: SimulatedCall }) {
  return (
    <ol className="space-y-3 text-sm" aria-label={TEXTS.steps}>
      {steps.map(({ step, passed, message }) => (
        <li key={step} className="flex gap-3">
          {passed ? (
            <Check aria-hidden className="size-5 shrink-0 text-good" />
          ) : (
            <X aria-hidden className="size-5 shrink-0 text-bad" />
          )}
          <span>
            {unbroken(message)}
            {step === 'ANSWER' && reason && TEXTS.fallback(FALLBACK_REASONS[reason])}
          </span>
        </li>
      ))}
    </ol>
  );
}
