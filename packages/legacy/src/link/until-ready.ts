import { retry } from '@linekeeper/postgres';
import { RowInUse } from '../legacy-row.ts';
import { LegacyStorageError } from '../legacy-storage-error.ts';

/** The link can't end yet, because more was written meanwhile than can be handled while the legacy product waits. */
export class NotReady extends Error {}

/** Runs the work again while it throws {@link NotReady} or {@link RowInUse}. Throws a {@link LegacyStorageError} with the text `busy` after the last try. */
export async function untilReady<T>(
  work: () => Promise<T>,
  { tries, pauseMs, busy }: { tries: number; pauseMs: number; busy: string },
): Promise<T> {
  const isNotReady = (error: unknown) => error instanceof NotReady || error instanceof RowInUse;
  // Always this long, so that a server has followed a change by the next try.
  const pause = { pauseMs, minPauseMs: pauseMs, maxPauseMs: pauseMs };
  return retry(work, { retries: tries - 1, when: isNotReady, ...pause }).catch((error: unknown) => {
    throw isNotReady(error) ? new LegacyStorageError(busy) : error;
  });
}
