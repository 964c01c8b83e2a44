import { CircleAlert, CircleCheck } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Toaster } from 'sonner';

const COLOURS = {
  '--normal-bg': 'var(--surface)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--edge)',
  '--border-radius': '0.75rem',
} as CSSProperties;

/** At the top, where they don't cover a form or its buttons. They stay long enough to read and to press "Undo". */
export function Toasts() {
  return (
    <Toaster
      theme="system"
      position="top-right"
      duration={10_000}
      closeButton
      style={COLOURS}
      icons={{
        success: <CircleCheck aria-hidden className="size-5 text-good" />,
        error: <CircleAlert aria-hidden className="size-5 text-bad" />,
      }}
      toastOptions={{
        closeButtonAriaLabel: 'Close',
        classNames: {
          toast: 'gap-3! p-4! font-sans! text-sm!',
          title: 'font-medium!',
          description: 'text-muted!',
          actionButton: 'h-8! rounded-md! bg-accent! px-3! text-on-accent!',
          closeButton:
            'right-0! left-auto! size-6! translate-x-1/3! -translate-y-1/3! border-edge! bg-surface! text-ink!',
        },
      }}
    />
  );
}
