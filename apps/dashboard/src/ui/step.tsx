import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Breakable } from './breakable.tsx';

/** PROBLEM: it was done, but something about it seems to be wrong. */
export type StepState = 'DONE' | 'PROBLEM' | 'TODO';

const LOOKS = {
  DONE: { Icon: Check, look: 'border-good bg-good-soft text-good', said: 'Done' },
  PROBLEM: { Icon: TriangleAlert, look: 'border-warn bg-warn-soft text-warn', said: 'Problem' },
  TODO: { Icon: null, look: 'border-edge text-muted', said: 'To do' },
} as const satisfies Record<StepState, unknown>;

interface StepProps {
  /** The fragment of a link to the step. */
  id?: string;
  number: number;
  title: string;
  text: string;
  state: StepState;
  /** Opposite the title, for example a button that opens the step. */
  action?: ReactNode;
  /** The control that does the step. */
  children?: ReactNode;
}

/** A step of the setup: what to do, or what was done. */
export function Step({ id, number, title, text, state, action, children }: StepProps) {
  const { Icon, look, said } = LOOKS[state];
  return (
    <li id={id} tabIndex={id ? -1 : undefined} className="flex scroll-mt-20 gap-4 text-sm">
      <span
        className={`flex size-7 shrink-0 items-center justify-center rounded-full border font-semibold tabular-nums ${look}`}
      >
        {Icon ? <Icon aria-hidden className="size-4" /> : <span aria-hidden>{number}</span>}
        <span className="sr-only">{said}:</span>
      </span>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-start justify-between gap-x-6 sm:flex-nowrap">
          <div className="min-w-0">
            <p className="font-medium">{title}</p>
            <p className="mt-0.5 wrap-anywhere text-pretty text-muted">
              <Breakable text={text} />
            </p>
          </div>
          {action}
        </div>
        {children && <div className="mt-4 empty:hidden has-[>:only-child:empty]:mt-0">{children}</div>}
      </div>
    </li>
  );
}
