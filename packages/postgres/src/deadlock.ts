import { setTimeout as delay } from 'node:timers/promises';
import { driverError } from './driver-error.ts';

const RETRIES = 3;

/** How often a statement was run again because PostgreSQL had chosen it to break a deadlock. Since the process began. */
export const deadlockRetries = { count: 0 };

/**
 * Runs a statement again, up to three times, where PostgreSQL ended it to break a deadlock (40P01). Ending it undid
 * it, so running it again is running it once.
 */
export async function retryDeadlocks<T>(statement: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await statement();
    } catch (error) {
      if (driverError(error)?.code !== '40P01' || retry === RETRIES) throw error;
      deadlockRetries.count++;
      // Apart from the one it met, which is being run again or goes on now.
      await delay(Math.random() * 20 * 2 ** retry);
    }
  }
}
