import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { NumberMessage } from './number-message.ts';

const TONES = {
  good: { Icon: CircleCheck, colour: 'text-good' },
  bad: { Icon: CircleAlert, colour: 'text-bad' },
  neutral: { Icon: Info, colour: 'text-muted' },
} as const;

interface MessageLineProps {
  id: string;
  /** `status` for messages that appear while typing, `alert` for the answer after pressing Save. */
  role: 'status' | 'alert';
  message: NumberMessage | null;
}

/** Rendered even if it is empty: screen readers announce changes inside an element, but not a new element. */
export function MessageLine({ id, role, message }: MessageLineProps) {
  const { Icon, colour } = TONES[message?.tone ?? 'neutral'];
  return (
    <div id={id} role={role} className={`text-sm ${colour}`}>
      {message && (
        <p className="flex gap-1.5">
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          {message.text}
        </p>
      )}
    </div>
  );
}
