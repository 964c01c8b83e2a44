import { Refused } from '@linekeeper/core';
import { releaseLock, tryLock } from '@linekeeper/postgres';
import type pg from 'pg';

/** Another backfill, assign or contract is at work on this database. */
export class TakeoverBusyError extends Refused {
  override name = 'TakeoverBusyError';

  constructor() {
    super(
      'Another backfill, assign or contract is running on this database. Wait until it has finished, then run this again',
    );
  }
}

/** Runs `work` while no other takeover command runs. The lock is released even if the process crashes. */
export async function whileAlone<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  if (!(await tryLock(client, 'takeover'))) throw new TakeoverBusyError();
  try {
    return await work();
  } finally {
    await releaseLock(client, 'takeover');
  }
}
