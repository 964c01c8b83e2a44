/** The style of a link that looks like a button. */
export const LINK_BUTTON =
  'inline-flex min-h-11 items-center justify-center rounded-lg border border-edge bg-surface px-4 text-sm font-medium text-ink hover:bg-sunken';
