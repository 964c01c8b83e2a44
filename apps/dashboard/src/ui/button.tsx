import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-edge bg-surface text-ink hover:bg-sunken',
  danger: 'bg-bad text-on-bad hover:bg-bad-strong',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS;
  /** Shows a spinner. The label stays, for screen readers. */
  pending?: boolean;
}

export function Button({ look = 'primary', pending = false, className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={pending || undefined}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 text-sm font-medium motion-safe:transition-colors aria-disabled:border-transparent aria-disabled:bg-sunken aria-disabled:text-muted aria-disabled:hover:bg-sunken ${LOOKS[look]} ${className}`}
      {...rest}
    >
      {pending && <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />}
      {children}
    </button>
  );
}
