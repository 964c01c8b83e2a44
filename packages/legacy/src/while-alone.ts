import { Refused } from '@linekeeper/command';
import { releaseLock, tryLock } from '@linekeeper/postgres';
import type pg from 'pg';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { readLinkState } from './link/legacy-link.ts';

const LINK_CHANGED = 'Another command has just changed the link, so nothing was changed. Run this again';

/** Another backfill, assign or contract is at work on this database. */
class TakeoverBusyError extends Refused {
  override name = 'TakeoverBusyError';

  constructor() {
    super(
      'Another backfill, assign or contract is running on this database. Wait until it has finished, then run this again',
    );
  }
}

/**
 * Runs `work` while no other takeover command runs. The lock is released even if the process crashes. Throws
 * {@link LegacyStorageError} if another command has changed the link since it was read.
 */
export async function whileAlone<T>(client: pg.Client, state: string | null, work: () => Promise<T>): Promise<T> {
  if (!(await tryLock(client, 'takeover'))) throw new TakeoverBusyError();
  try {
    if ((await readLinkState(client)) !== state) throw new LegacyStorageError(LINK_CHANGED);
    return await work();
  } finally {
    await releaseLock(client, 'takeover');
  }
}
