import type { InboundNumber, VoiceSetup } from '@linekeeper/contract';
import { Check, Circle } from 'lucide-react';
import { PageLink } from '../ui/page-link.tsx';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.setup;

interface SetupChecklistProps {
  number: InboundNumber | null;
  setup: VoiceSetup;
  canChange: boolean;
}

/** What is done and what is left, from the number to the first answered call. */
export function SetupChecklist({ number, setup, canChange }: SetupChecklistProps) {
  const items = [
    { done: number !== null, text: TEXTS.number, link: <PageLink to="/c/$company/number">{TEXTS.choose}</PageLink> },
    { done: setup.handling !== null || setup.platformWebhook, text: TEXTS.handling },
    {
      done: setup.accountSid !== null || setup.platformAccount,
      text: setup.platformAccount && !setup.accountSid ? TEXTS.platformAccount : TEXTS.account,
    },
    { done: setup.signedRequestSeen, text: TEXTS.seen },
    { done: setup.callAnswered, text: TEXTS.answered },
  ];
  return (
    <ol className="space-y-3 text-sm" aria-label={TEXTS.heading}>
      {items.map(({ done, text, link }) => (
        <li key={text} className="flex items-center gap-3">
          {done ? (
            <Check aria-hidden className="size-5 shrink-0 text-good" />
          ) : (
            <Circle aria-hidden className="size-5 shrink-0 text-edge" />
          )}
          <span className={done ? '' : 'text-muted'}>{text}</span>
          <span className="sr-only">{done ? 'done' : 'not done yet'}</span>
          {canChange && !done && link}
        </li>
      ))}
    </ol>
  );
}
