import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { NumberMessage } from './number-message.ts';

const TONES = {
  good: { Icon: CircleCheck, colour: 'text-good' },
  bad: { Icon: CircleAlert, colour: 'text-bad' },
  neutral: { Icon: Info, colour: 'text-muted' },
} as const;

interface MessageLineProps {
  id: string;
  /** `status` for what comes by itself while typing, `alert` for the answer to a press. */
  role: 'status' | 'alert';
  message: NumberMessage | null;
}

/** Always there, also when empty: screen readers announce what changes in it, not that it appears. */
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
