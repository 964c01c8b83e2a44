import type { InboundNumber } from '@linekeeper/contract';
import { Check, Circle, LoaderCircle, Minus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { unansweredText } from '../calls/call-text.ts';
import { unbroken } from '../ui/unbroken.ts';
import { day, When } from '../ui/when.tsx';
import type { Light, LineState } from './line-state.ts';
import { OVERVIEW } from './texts.ts';

const { lights } = OVERVIEW;

interface LineLightsProps {
  number: InboundNumber | null;
  state: LineState;
  /** From when the state is, if the server doesn't answer. What the lights showed then might not be true any more. */
  uncheckedSince: number | null;
}

/** What must be true for a line to work, in order: number set, connected, called. */
export function LineLights({ number, state, uncheckedSince }: LineLightsProps) {
  const items = [
    { name: 'claimed', text: number ? `${lights.since} ${day(number.claimedAt)}` : lights.notClaimed },
    { name: 'connected', text: connectionText(state) },
    { name: 'called', text: <LastCall state={state} /> },
  ] as const;
  return (
    <ol aria-label={lights.label} className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
      {items.map(({ name, text }) => (
        <Item key={name} light={uncheckedSince ? 'UNCHECKED' : state[name]} title={lights[name]}>
          {uncheckedSince ? lights.unchecked : text}
        </Item>
      ))}
    </ol>
  );
}

function connectionText({ verdict, connected, isUnreachable }: LineState): string {
  if (connected === 'OFF' && (verdict === 'NO_NUMBER' || verdict === 'NOT_SET_UP')) return lights.notSetUp;
  return isUnreachable ? lights.unreachable : lights.connection[connected];
}

function LastCall({ state: { verdict, lastCall, called, hasOutdatedCalls, refusal } }: { state: LineState }) {
  if (verdict === 'REFUSED' && refusal) {
    return (
      <>
        <When at={refusal.at} />, {lights.refused}
      </>
    );
  }
  if (!lastCall) {
    if (called === 'ON' || called === 'EARLIER') return lights.longAgo;
    return hasOutdatedCalls ? lights.onlyOutdated : lights.neverCalled;
  }
  if (lastCall.outcome !== 'FALLBACK' && called === 'WARNING') {
    return (
      <>
        {unbroken(unansweredText(lastCall))}
        <span className="block">
          <When at={lastCall.at} />
        </span>
      </>
    );
  }
  return (
    <>
      <When at={lastCall.at} />
      {called === 'WARNING' && `, ${lights.notAnswered}`}
    </>
  );
}

const LOOKS = {
  ON: { Icon: Check, look: 'border-good bg-good-soft text-good' },
  WARNING: { Icon: TriangleAlert, look: 'border-warn bg-warn-soft text-warn' },
  OFF: { Icon: Circle, look: 'border-edge text-transparent' },
  EARLIER: { Icon: Minus, look: 'border-edge text-muted' },
  UNKNOWN: { Icon: LoaderCircle, look: 'border-edge text-muted' },
  UNCHECKED: { Icon: Minus, look: 'border-edge text-muted' },
} as const satisfies Record<Light | LineState['called'] | 'UNCHECKED', unknown>;

function Item({ light, title, children }: { light: keyof typeof LOOKS; title: string; children: ReactNode }) {
  const { Icon, look } = LOOKS[light];
  return (
    <li className="flex gap-3 text-sm">
      <span className={`flex size-6 shrink-0 items-center justify-center rounded-full border-2 ${look}`}>
        <Icon aria-hidden className="size-3.5" strokeWidth={3} />
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          {title}
          <span className="sr-only">: {lights.states[light]}</span>
        </p>
        <p className="mt-0.5 text-muted">{light === 'UNKNOWN' ? lights.unknown : children}</p>
      </div>
    </li>
  );
}
