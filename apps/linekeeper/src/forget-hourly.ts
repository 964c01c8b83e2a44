import { type Database, deleteOldRows } from '@linekeeper/core';
import type { Logger } from 'pino';

const HOUR_MS = 3_600_000;

/** Deletes rows that limits no longer count, every hour until the returned function is called. */
export function forgetHourly(db: Database, log: Logger): () => Promise<void> {
  const timer = setInterval(() => {
    deleteOldRows(db).catch((err: unknown) => log.warn({ err }, 'old counts were not deleted'));
  }, HOUR_MS);
  timer.unref();
  return async () => clearInterval(timer);
}
