import { PhoneOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { NUMBER } from './texts.ts';

interface NoNumberProps {
  company: string;
  /** The default is true whether or not there was a number before. */
  title?: string;
  text?: string;
  /** What the person can do. */
  children?: ReactNode;
}

/** In place of the number: the company has none. */
export function NoNumber({ company, title = NUMBER.noNumber, text, children }: NoNumberProps) {
  return (
    <div className="flex gap-4">
      <span className="flex size-11 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
        <PhoneOff aria-hidden className="size-5" />
      </span>
      <div>
        <p className="font-medium">{title}</p>
        <p className="mt-1 text-sm text-muted">{text ?? NUMBER.noneLead(company)}</p>
        <div className="mt-3 empty:hidden">{children}</div>
      </div>
    </div>
  );
}
