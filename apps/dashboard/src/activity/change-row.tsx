import { formatPhoneNumber as format } from '@linekeeper/phone-number';
import { ArrowRightLeft, PhoneOff, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { When } from '../ui/when.tsx';
import type { Change } from './changes.ts';
import { ACTIVITY } from './texts.ts';

/** One change, as a list item. */
export function ChangeRow({ change, children }: { change: Change; children?: ReactNode }) {
  const { from, to, at, actor } = change;
  const Icon = from && to ? ArrowRightLeft : to ? Plus : PhoneOff;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3.5 first:pt-0 last:pb-0">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-48 text-sm">
        <p className="font-medium tabular-nums">{describe(change)}</p>
        <p className="mt-0.5 wrap-anywhere text-muted">
          {ACTIVITY.by[actor.type](actor.name)} · <When at={at} />
        </p>
      </div>
      {children}
    </li>
  );
}

function describe({ from, to, kind }: Change): string {
  if (from && to) return ACTIVITY.changed(format(from), format(to));
  if (to && kind === 'MOVED') return ACTIVITY.moved(format(to));
  if (to && kind === 'ASSIGNED') return ACTIVITY.assigned(format(to));
  if (to) return ACTIVITY.gained(format(to));
  if (!from) return '';
  return kind === 'ASSIGNED' ? ACTIVITY.taken(format(from)) : ACTIVITY.lost(format(from));
}
