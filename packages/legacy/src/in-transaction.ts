import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

const RETRIES = 5;
const LONGEST_MS = 500;
/** Deadlock detected, lock not available: PostgreSQL undid it all, and the other one goes on. */
const AGAIN = new Set(['40P01', '55P03']);

/** Runs `work` in one transaction, and again where PostgreSQL ended it in favour of somebody else's. */
export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>, retries = RETRIES): Promise<T> {
  for (let retry = 0; ; retry++) {
    await client.query('BEGIN');
    try {
      const result = await work();
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      if (!AGAIN.has(String((error as { code?: unknown }).code)) || retry >= retries) throw error;
      await delay(Math.min(20 * 2 ** retry, LONGEST_MS) * (1 + Math.random()));
    }
  }
}
