import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { ErrorText } from './error-text.tsx';

/** The style of every field, native selects included. CSS treats a select as read-only, hence `is(input)`. */
export const FIELD =
  'h-11 w-full rounded-lg border border-edge bg-surface px-3 text-base text-ink placeholder:text-muted [&:is(input):read-only]:bg-sunken disabled:bg-sunken disabled:opacity-100 aria-invalid:border-bad aria-invalid:ring-1 aria-invalid:ring-bad';

/** Our own look, because browsers draw the unchecked ones of a light accent colour in white, also in the dark scheme. */
export const RADIO =
  'size-5 shrink-0 appearance-none rounded-full border border-edge bg-surface checked:border-6 checked:border-accent forced-colors:appearance-auto';

/** A checkbox of our own, for the same reason. Forced colours need the browser's one. */
export const CHECKBOX =
  'relative size-5 shrink-0 appearance-none rounded border border-edge bg-surface checked:border-accent checked:bg-accent checked:after:absolute checked:after:top-0.5 checked:after:left-1.5 checked:after:h-2.5 checked:after:w-1.5 checked:after:rotate-45 checked:after:border-r-2 checked:after:border-b-2 checked:after:border-on-accent forced-colors:appearance-auto forced-colors:checked:after:hidden';

export const LABEL = 'block text-sm font-medium';

interface Labelled {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
}

/** A text field with its label, a hint and an error. */
export function TextField({ label, hint, error, className = '', ...input }: Labelled & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      <input
        id={id}
        className={`${FIELD} mt-1.5`}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        {...input}
      />
      <Hints id={id} hint={hint} error={error} />
    </div>
  );
}

/** A native select with its label: it searches as you type, and phones show their own list. */
export function SelectField({ label, hint, error, className = '', ...select }: Labelled & ComponentProps<'select'>) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      <Select id={id} className="mt-1.5" aria-describedby={`${id}-hint ${id}-error`} {...select} />
      <Hints id={id} hint={hint} error={error} />
    </div>
  );
}

/** The select alone. Its arrow is ours, because the browser's one touches the border. `className` is for its place. */
export function Select({ className = '', ...select }: ComponentProps<'select'>) {
  return (
    <span className={`relative block ${className}`}>
      <select className={`${FIELD} appearance-none truncate pr-10!`} {...select} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}

function Hints({ id, hint, error }: { id: string; hint: ReactNode; error: ReactNode }) {
  return (
    <>
      <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted empty:hidden">
        {hint}
      </p>
      <ErrorText id={`${id}-error`} className="mt-1.5" message={error} />
    </>
  );
}
