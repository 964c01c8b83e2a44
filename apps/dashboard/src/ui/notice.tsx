import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode, type Ref, useEffect, useRef } from 'react';
import { asTitle } from './as-sentence.ts';

const TONES = {
  good: { Icon: CircleCheck, look: 'border-good/40 bg-good-soft', colour: 'text-good' },
  warn: { Icon: TriangleAlert, look: 'border-warn/40 bg-warn-soft', colour: 'text-warn' },
  bad: { Icon: CircleAlert, look: 'border-bad/40 bg-bad-soft', colour: 'text-bad' },
  neutral: { Icon: Info, look: 'border-line bg-sunken', colour: 'text-muted' },
} as const;

export type Tone = keyof typeof TONES;

export interface NoticeProps {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  /** Takes focus when it appears, for example because the button that was pressed has gone. */
  takesFocus?: boolean;
}

/** A message about what happened, next to the content that it is about. */
export function Notice({ tone = 'neutral', title, children, takesFocus = false }: NoticeProps) {
  const { Icon, look, colour } = TONES[tone];
  const focused = useFocus(takesFocus);
  return (
    <div
      ref={focused}
      tabIndex={takesFocus ? -1 : undefined}
      className={`flex gap-3 rounded-lg border p-4 text-sm ${look}`}
    >
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 grow">
        <p className="font-medium wrap-anywhere">{typeof title === 'string' ? asTitle(title) : title}</p>
        {children && <div className="mt-1 text-muted">{children}</div>}
      </div>
    </div>
  );
}

/** Announces what appears inside. It's rendered even if it is empty: screen readers don't announce a new element. */
export function Announced({ children, role = 'status' }: { children: ReactNode; role?: 'status' | 'alert' }) {
  return (
    <div role={role} className="mt-5 empty:mt-0">
      {children}
    </div>
  );
}

function useFocus(takesFocus: boolean): Ref<HTMLDivElement> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) element.current?.focus();
  }, [takesFocus]);
  return element;
}
