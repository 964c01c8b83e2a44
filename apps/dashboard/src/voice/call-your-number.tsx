import type { VoiceSetup } from '@linekeeper/contract';
import { unbroken } from '../ui/unbroken.ts';
import { checkedWith } from './refused-request.ts';
import { SimulateInstead } from './simulate-call.tsx';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.steps.call.nothing;

/** For the step that waits for the first real call: a simulated one, and what to check if the real one doesn't arrive. */
export function CallYourNumber({ number, setup }: { number: string | null; setup: VoiceSetup }) {
  return (
    <>
      <SimulateInstead />
      {checkedWith(setup) === 'OWN' && (
        <details className="mt-5">
          <summary className="cursor-pointer text-muted">{TEXTS.summary}</summary>
          <p className="mt-2">{TEXTS.lead}</p>
          <ul className="mt-2 list-disc space-y-1 pl-5 marker:text-muted">
            {TEXTS.checks(number).map((check) => (
              <li key={check}>{unbroken(check)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
