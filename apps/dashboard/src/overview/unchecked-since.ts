/** How long the last answer can be late until the page says so. */
const LATE_MS = 30_000;

/** The state of a query that is asked again and again. */
export interface Watched {
  error: unknown;
  dataUpdatedAt: number;
}

/**
 * Since when the server hasn't answered: the time of the oldest answer that is shown, in milliseconds since 1970. Null: every
 * query was answered lately, or isn't known to fail. A page that was in the background has old answers, too.
 */
export function uncheckedSince(queries: readonly Watched[], now: number): number | null {
  const late = queries
    .filter(({ error, dataUpdatedAt }) => error && dataUpdatedAt > 0 && now - dataUpdatedAt > LATE_MS)
    .map(({ dataUpdatedAt }) => dataUpdatedAt);
  return late.length > 0 ? Math.min(...late) : null;
}
