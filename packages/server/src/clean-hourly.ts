import { type DatabaseScope, deleteOldRows } from '@linekeeper/core';
import type { Log } from './log.ts';

/** Long enough for a start to be over, and so short that a process that is restarted often cleans, too. */
const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Deletes what has been kept long enough: a minute from now, and then every hour until the returned function is called.
 * Several processes can do it at the same time.
 */
export function cleanHourly(db: DatabaseScope, log: Log): () => void {
  const clean = () => {
    deleteOldRows(db).catch((err: unknown) => log.warn({ err }, 'old rows were not deleted'));
  };
  const timers = [setTimeout(clean, FIRST_MS), setInterval(clean, HOUR_MS)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
