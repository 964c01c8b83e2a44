import { driverError, type Queryable, retry } from '@linekeeper/postgres';

const RETRIES = 5;
/**
 * Deadlock detected, lock not available, and a unique violation, which is a lost race here. A statement that was retried within
 * the transaction fails with 25P02. PostgreSQL has undone the transaction.
 */
const TEMPORARY = new Set(['40P01', '55P03', '23505', '25P02']);

/**
 * Runs `work` in one transaction. Runs it again if PostgreSQL ended the transaction because of a conflict with another.
 * `end`: ROLLBACK undoes it, and returns its result.
 */
export function inTransaction<T>(
  client: Queryable,
  work: () => Promise<T>,
  { end = 'COMMIT' }: { end?: 'COMMIT' | 'ROLLBACK' } = {},
): Promise<T> {
  const transaction = async () => {
    await client.query('BEGIN');
    try {
      const result = await work();
      await client.query(end);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  };
  const when = (error: unknown) => TEMPORARY.has(driverError(error)?.code ?? '');
  return retry(transaction, { retries: RETRIES, when, pauseMs: 40, maxPauseMs: 1_000 });
}
