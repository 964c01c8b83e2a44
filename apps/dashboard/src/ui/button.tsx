import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useIsOnline } from './use-is-online.ts';

/** Forced colours would make every button look the same. */
const STANDS_OUT = 'border-transparent forced-colors:bg-[Highlight] forced-colors:text-[HighlightText]';

const LOOKS = {
  primary: `${STANDS_OUT} bg-accent text-on-accent hover:bg-accent-strong`,
  secondary: 'border-edge bg-surface text-ink hover:bg-sunken',
  danger: `${STANDS_OUT} bg-bad text-on-bad hover:bg-bad-strong`,
  quiet: 'border-transparent text-muted hover:bg-sunken hover:text-ink',
} as const;

/** The style of a button, for links that look like one. */
export function buttonLook(look: keyof typeof LOOKS = 'primary', className = ''): string {
  return `inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-sm font-medium motion-safe:transition-colors aria-disabled:border-transparent aria-disabled:bg-sunken aria-disabled:text-muted aria-disabled:hover:bg-sunken ${LOOKS[look]} ${className}`;
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS;
  /** For buttons that ask the server. True shows a spinner. The label stays, for screen readers. */
  pending?: boolean;
  /** The button asks the server, or leads to that: it looks disabled while the browser is offline. */
  needsServer?: boolean;
}

export function Button({
  look,
  pending,
  needsServer = pending !== undefined,
  className,
  children,
  ...rest
}: ButtonProps) {
  const isOffline = !useIsOnline() && needsServer;
  return (
    <button
      type="button"
      aria-busy={pending || undefined}
      className={buttonLook(look, className)}
      {...rest}
      // A press still tries: the browser can be wrong.
      aria-disabled={isOffline || rest['aria-disabled']}
    >
      {pending && <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />}
      {children}
    </button>
  );
}
