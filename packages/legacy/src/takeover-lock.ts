import { Refused } from '@linekeeper/core';
import type pg from 'pg';

/** Any number that nobody else uses: one command at a time moves, assigns or drops. */
const TAKEOVER_LOCK = 4_738_203;

/** Another backfill, assign or contract is at work on this database. */
export class TakeoverBusyError extends Refused {
  override name = 'TakeoverBusyError';

  constructor() {
    super('Another backfill, assign or contract works on this database. Wait until it has ended, then run this again');
  }
}

/** Runs `work` while no other takeover command does; a process that dies gives the lock back. */
export async function whileAlone<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [TAKEOVER_LOCK]);
  if (!rows[0]?.got) throw new TakeoverBusyError();
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TAKEOVER_LOCK]);
  }
}
