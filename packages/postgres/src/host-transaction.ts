import { driverError } from './driver-error.ts';
import type { Queryable } from './query.ts';

/** A connection with a transaction open, which the host begins and ends: a `pg` client, or a {@link prismaTransaction}. */
export interface HostTransaction {
  query(statement: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/** A transaction that our statements can't run in. Nothing was changed. */
export class HostTransactionError extends Error {
  override name = 'HostTransactionError';
}

/** One statement at a time for each connection: savepoints nest. */
const queues = new WeakMap<HostTransaction, Promise<unknown>>();

/**
 * Runs our statements inside the host's transaction, each behind a savepoint. If one fails, only that statement is
 * undone, and the host's transaction can continue. So a claim that loses a race is repeated here as it is outside. If rows
 * that the host has locked are part of a deadlock, only the host can resolve it, by repeating its transaction.
 *
 * The transaction must be READ COMMITTED: with an older snapshot, the repeated claim wouldn't see who won. Throws
 * {@link HostTransactionError} if it isn't, or if there is no transaction.
 */
export function inHostTransaction(transaction: HostTransaction): Queryable {
  if (typeof transaction?.query !== 'function') {
    throw new HostTransactionError('within() needs the client of your transaction, or prismaTransaction(tx)');
  }
  let durability: Promise<string> | undefined;

  // Without statement names, because the host's pooler might forbid prepared statements.
  const execute = (text: string, values: unknown[] = []) => transaction.query({ text, values });

  async function runBehindSavepoint({ text, values }: { text: string; values: unknown[] }) {
    durability ??= readSettings(execute);
    const commits = await durability;
    await execute('SAVEPOINT linekeeper').catch(explainMissingTransaction);
    try {
      const result = await execute(text, values);
      await execute('RELEASE SAVEPOINT linekeeper');
      // Some statements set synchronous_commit to off for their transaction. This transaction is the host's, so restore
      // the setting.
      if (text.includes('synchronous_commit')) {
        await execute(`SELECT set_config('synchronous_commit', $1, true)`, [commits]);
      }
      return result;
    } catch (error) {
      await execute('ROLLBACK TO SAVEPOINT linekeeper');
      throw error;
    }
  }

  const query = (statement: { text: string; values: unknown[] }) => {
    const turn = (queues.get(transaction) ?? Promise.resolve()).then(() => runBehindSavepoint(statement));
    queues.set(
      transaction,
      turn.catch(() => {}),
    );
    return turn;
  };
  return { query } as unknown as Queryable;
}

type Execute = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** no_active_sql_transaction: BEGIN is missing, or this is a pool, whose next connection has no transaction. */
function explainMissingTransaction(error: unknown): never {
  if (driverError(error)?.code !== '25P01') throw error;
  throw new HostTransactionError(
    'Linekeeper needs a transaction here, and there is none. Begin a transaction first, and pass its client, not the pool.',
    { cause: error },
  );
}

/** Returns the transaction's `synchronous_commit`. */
async function readSettings(execute: Execute): Promise<string> {
  const { rows } = await execute(
    `SELECT current_setting('transaction_isolation') AS isolation, current_setting('synchronous_commit') AS commits`,
  );
  const [row] = rows as { isolation: string; commits: string }[];
  if (row?.isolation !== 'read committed') {
    throw new HostTransactionError(
      `Linekeeper needs a transaction at READ COMMITTED, and this one is at ${row?.isolation.toUpperCase()}. Begin it with BEGIN ISOLATION LEVEL READ COMMITTED.`,
    );
  }
  return row.commits;
}
