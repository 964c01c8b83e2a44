import { ArrowRightLeft, PhoneOff, Plus, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { unbroken } from '../ui/unbroken.ts';
import { When } from '../ui/when.tsx';
import type { Change } from './changes.ts';
import { describeChange } from './describe-change.ts';
import { ACTIVITY } from './texts.ts';

/** One change, as a list item. */
export function ChangeRow({ change, children }: { change: Change; children?: ReactNode }) {
  const { at, actor } = change;
  const Icon = iconOf(change);
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3.5 first:pt-0 last:pb-0">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-48 text-sm">
        <p className="font-medium wrap-anywhere tabular-nums">{unbroken(describeChange(change))}</p>
        <p className="mt-0.5 wrap-anywhere text-muted">
          {ACTIVITY.by[actor.type](actor.name)} · <When at={at} />
        </p>
      </div>
      {children}
    </li>
  );
}

function iconOf(change: Change) {
  if (change.type === 'setting') return Settings;
  return change.from && change.to ? ArrowRightLeft : change.to ? Plus : PhoneOff;
}
