import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { OVERVIEW } from './texts.ts';

interface StepProps {
  number: number;
  title: string;
  text: string;
  isDone: boolean;
  children?: ReactNode;
}

/** A step of the setup, with the control that does it. */
export function Step({ number, title, text, isDone, children }: StepProps) {
  return (
    <li className="flex gap-4 text-sm">
      <span
        className={`flex size-7 shrink-0 items-center justify-center rounded-full border font-semibold tabular-nums ${isDone ? 'border-good bg-good-soft text-good' : 'border-edge text-muted'}`}
      >
        {isDone ? <Check aria-hidden className="size-4" /> : <span aria-hidden>{number}</span>}
        <span className="sr-only">{isDone ? OVERVIEW.done : OVERVIEW.toDo}:</span>
      </span>
      <div className="min-w-0 grow">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-muted">{text}</p>
        {children && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}
