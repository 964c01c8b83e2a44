import type { InboundNumber } from '@linekeeper/contract';
import { Check, Circle, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { targetText } from '../calls/call-text.ts';
import { unbroken } from '../ui/unbroken.ts';
import { day, When } from '../ui/when.tsx';
import type { Light, LineState } from './line-state.ts';
import { OVERVIEW } from './texts.ts';

const { lights } = OVERVIEW;

/** What must be true for a line to work, in order: number set, connected, called. */
export function LineLights({ number, state }: { number: InboundNumber | null; state: LineState }) {
  return (
    <ol aria-label={lights.label} className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
      <Item light={state.claimed} title={lights.claimed}>
        {number ? `${lights.since} ${day(number.claimedAt)}` : lights.notClaimed}
      </Item>
      <Item light={state.connected} title={lights.connected}>
        {connectionText(state)}
      </Item>
      <Item light={state.called} title={lights.called}>
        <LastCall state={state} />
      </Item>
    </ol>
  );
}

function connectionText({ verdict, connected, isUnreachable }: LineState): string {
  if (connected === 'OFF' && (verdict === 'NO_NUMBER' || verdict === 'NOT_SET_UP')) return lights.notSetUp;
  return isUnreachable ? lights.unreachable : lights.connection[connected];
}

function LastCall({ state: { lastCall, called, hasOutdatedCalls } }: { state: LineState }) {
  if (!lastCall) return called === 'ON' ? lights.longAgo : hasOutdatedCalls ? lights.onlyOutdated : lights.neverCalled;
  if (lastCall.outcome !== 'FALLBACK' && called === 'WARNING') {
    return (
      <>
        {unbroken(lights.unanswered(lastCall.target && targetText(lastCall.target)))} · <When at={lastCall.at} />
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
  UNKNOWN: { Icon: LoaderCircle, look: 'border-edge text-muted' },
} as const satisfies Record<Light, unknown>;

function Item({ light, title, children }: { light: Light; title: string; children: ReactNode }) {
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
