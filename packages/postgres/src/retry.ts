import { setTimeout as delay } from 'node:timers/promises';
import { driverError } from './driver-error.ts';

export interface RetryOptions {
  /** How often the work is run again after its first failure. */
  retries: number;
  /** Whether this error is temporary. Any other error is thrown at once. */
  when: (error: unknown) => boolean;
  /** The pause before the first retry is at most this long, and each later one at most twice as long. Default: no pause. */
  pauseMs?: number;
  /** No pause is shorter. Default: 0. */
  minPauseMs?: number;
  /** No pause is longer. */
  maxPauseMs?: number;
}

/**
 * Runs the work again if it failed with a temporary error. The pauses are random, so that two processes that met don't
 * retry in step. Throws the last error.
 */
export async function retry<T>(
  work: () => Promise<T>,
  { retries, when, pauseMs = 0, minPauseMs = 0, maxPauseMs = Infinity }: RetryOptions,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= retries || !when(error)) throw error;
      if (pauseMs > 0) await delay(Math.max(minPauseMs, Math.random() * longestPauseMs(attempt, pauseMs, maxPauseMs)));
    }
  }
}

/** The longest pause after this failed attempt; the first attempt is 0. */
export function longestPauseMs(attempt: number, pauseMs: number, maxPauseMs: number): number {
  return Math.min(pauseMs * 2 ** attempt, maxPauseMs);
}

/**
 * How often, since the process started, a statement was run again because PostgreSQL had ended it to break a deadlock.
 */
export const deadlockRetries = { count: 0 };

/**
 * Runs a statement again, up to three times, if PostgreSQL ended it to break a deadlock (40P01). PostgreSQL undid it, so it
 * still takes effect only once.
 */
export function retryDeadlocks<T>(statement: () => Promise<T>): Promise<T> {
  let failures = 0;
  const counted = () => {
    if (failures++ > 0) deadlockRetries.count++;
    return statement();
  };
  return retry(counted, { retries: 3, pauseMs: 20, when: (error) => driverError(error)?.code === '40P01' });
}
