import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { unbroken } from './unbroken.ts';

interface StepProps {
  number: number;
  title: string;
  text: string;
  isDone: boolean;
  /** Opposite the title, for example a button that opens the step. */
  action?: ReactNode;
  /** The control that does the step. */
  children?: ReactNode;
}

/** A step of the setup: what to do, or what was done. */
export function Step({ number, title, text, isDone, action, children }: StepProps) {
  return (
    <li className="flex gap-4 text-sm">
      <span
        className={`flex size-7 shrink-0 items-center justify-center rounded-full border font-semibold tabular-nums ${isDone ? 'border-good bg-good-soft text-good' : 'border-edge text-muted'}`}
      >
        {isDone ? <Check aria-hidden className="size-4" /> : <span aria-hidden>{number}</span>}
        <span className="sr-only">{isDone ? 'Done' : 'To do'}:</span>
      </span>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-start justify-between gap-x-6 sm:flex-nowrap">
          <div className="min-w-0">
            <p className="font-medium">{title}</p>
            <p className="mt-0.5 wrap-anywhere text-muted">{unbroken(text)}</p>
          </div>
          {action}
        </div>
        {children && <div className="mt-4 empty:hidden has-[>:only-child:empty]:mt-0">{children}</div>}
      </div>
    </li>
  );
}
