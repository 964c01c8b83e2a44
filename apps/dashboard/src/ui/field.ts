/** The style of every field, native selects included. CSS treats a select as read-only, hence `is(input)`. */
export const FIELD =
  'h-11 w-full rounded-lg border border-edge bg-surface px-3 text-base text-ink placeholder:text-muted [&:is(input):read-only]:bg-sunken aria-invalid:border-bad aria-invalid:ring-1 aria-invalid:ring-bad';

export const LABEL = 'block text-sm font-medium';
