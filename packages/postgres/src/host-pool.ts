import type pg from 'pg';
import { ownTransaction } from './own-transaction.ts';
import { closeUnlessIdle } from './pool.ts';
import { limited, type Queryable } from './query.ts';

/** The host's own pool. Only the properties that we use are typed, because another copy of `pg` can have made it. */
export type HostPool = Pick<pg.Pool, 'query' | 'connect' | 'end' | 'options' | 'on' | 'removeListener'>;

/** The address that a pool connects to; null if it was given in parts. */
export function addressOfPool({ options }: HostPool): string | null {
  return options.connectionString ?? null;
}

/**
 * Keeps connections of the host's pool from harm while we use it: the loss of an idle one would end the process if nobody listened,
 * and one that is released inside a transaction is closed. The returned function takes the listeners away.
 */
export function watchHostPool(pool: HostPool, onConnectionLost: (error: Error) => void): () => void {
  const onRelease = (_error: unknown, client: pg.PoolClient) => closeUnlessIdle(client);
  pool.on('error', onConnectionLost);
  pool.on('release', onRelease);
  return () => {
    pool.removeListener('error', onConnectionLost);
    pool.removeListener('release', onRelease);
  };
}

/** A statement that can wait for another transaction's lock. */
const LOCKS = /\b(?:INSERT|UPDATE|DELETE|FOR (?:KEY )?SHARE)\b/;

/**
 * The host's pool with our limit for each statement. It can't be set for the connections, because they also run the host's
 * statements. So a statement that can wait for a lock has a transaction of its own.
 */
export function withLimit(pool: HostPool, statementMs: number): Queryable {
  const runAlone = ownTransaction(pool, statementMs);
  const query = (statement: pg.QueryConfig) =>
    LOCKS.test(statement.text) ? runAlone(statement) : pool.query(limited(statement, statementMs));
  return { query } as Queryable;
}
