import pg from 'pg';
import { expect } from 'vitest';
import type { TestDatabase } from './test-database.ts';

/** Runs a takeover command while a transaction with this statement isn't committed yet, and the command has to wait for it. */
export async function besideTransaction<T>(
  db: Pick<TestDatabase, 'ownerUrl' | 'sql'>,
  statement: string,
  command: () => Promise<T>,
): Promise<T> {
  const other = new pg.Client({ connectionString: db.ownerUrl });
  await other.connect();
  await other.query(`BEGIN; ${statement}`);
  const answer = command();
  const waiting = () =>
    db.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'linekeeper takeover' AND datname = current_database()`,
    );
  await expect.poll(async () => (await waiting()).length, { timeout: 30_000, interval: 5 }).toBe(1);
  await other.query('COMMIT');
  await other.end();
  return answer;
}
