import { useInboundNumber } from '@linekeeper/client/react';
import type { VoiceSetup } from '@linekeeper/contract';
import { Check, Circle } from 'lucide-react';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.setup;

/** What is done and what is left, from the number to the first answered call. */
export function SetupChecklist({ setup }: { setup: VoiceSetup }) {
  const number = useInboundNumber();
  const items = [
    { done: Boolean(number.data), text: TEXTS.number },
    {
      done: setup.accountSid !== null || setup.platformAccount,
      text: setup.platformAccount ? TEXTS.platformAccount : TEXTS.account,
    },
    { done: setup.handling !== null || setup.platformWebhook, text: TEXTS.handling },
    { done: setup.signedRequestSeen, text: TEXTS.seen },
    { done: setup.callAnswered, text: TEXTS.answered },
  ];
  return (
    <ol className="space-y-3 text-sm" aria-label={TEXTS.heading}>
      {items.map(({ done, text }) => (
        <li key={text} className="flex items-center gap-3">
          {done ? (
            <Check aria-hidden className="size-5 shrink-0 text-good" />
          ) : (
            <Circle aria-hidden className="size-5 shrink-0 text-edge" />
          )}
          <span className={done ? '' : 'text-muted'}>{text}</span>
          <span className="sr-only">{done ? 'done' : 'not done yet'}</span>
        </li>
      ))}
    </ol>
  );
}
