import pg from 'pg';
import { IDLE_TRANSACTION_MS, type Pooler } from './pooler.ts';
import { SEARCH_PATH, withSettings } from './search-path.ts';

export interface PoolOptions {
  /** postgres://… */
  url: string;
  pooler: Pooler;
  /** The maximum number of connections. */
  size: number;
  /** The longest wait for a connection, from the pool or a new one, in milliseconds. */
  connectMs: number;
  /** The longest time for a statement, in milliseconds. PostgreSQL cancels it then and releases its locks. */
  statementMs: number;
  /** Called if an idle connection fails. The next query opens another one. */
  onConnectionLost: (error: Error) => void;
}

/** Our own timeout is this much longer than PostgreSQL's. It's for a network that drops packets. */
const NETWORK_MS = 250;

/**
 * A pool whose connections are clean. A connection that is released inside a transaction, or while a query is still
 * running on it, is closed instead of being reused. This happens if a reply is late: the caller gives up waiting (also for
 * its ROLLBACK), and the next caller's statements would become part of the old transaction.
 */
export function createPool({ url, pooler, size, connectMs, statementMs, onConnectionLost }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    // Not as a parameter of the connection, because PgBouncer refuses that.
    connectionString: pooler === 'none' ? withSettings(url, { search_path: SEARCH_PATH }) : url,
    application_name: 'linekeeper',
    max: size,
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs + NETWORK_MS,
    keepAlive: true,
    ...timeouts(pooler, statementMs),
  });
  pool.on('error', onConnectionLost);
  // The pool removes its listener from a connection that it closes. Without a listener, a last error of PostgreSQL would
  // crash the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  // Emitted before the pool decides whether to keep the connection. It doesn't keep one that is closing.
  pool.on('release', (_error, client) => {
    if (!isIdle(client)) void client.end().catch(() => {});
  });
  return pool;
}

/**
 * PostgreSQL's own timeouts. PgBouncer refuses them as parameters of a connection. In transaction mode, other ways to set
 * them would affect other clients, so they are set for the role (see {@link migrate}).
 */
function timeouts(pooler: Pooler, statementMs: number): pg.PoolConfig {
  if (pooler === 'transaction') return {};
  if (pooler === 'none') {
    return { statement_timeout: statementMs, idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS };
  }
  const set = `SET search_path = ${SEARCH_PATH}; SET statement_timeout = ${statementMs}; SET idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_MS}`;
  // pg-pool waits for the returned promise, although its types don't say so.
  const onConnect = (client: pg.ClientBase): unknown => client.query(set);
  return { onConnect: onConnect as NonNullable<pg.PoolConfig['onConnect']> };
}

/** Whether PostgreSQL has answered everything that was sent, and no transaction is open. */
function isIdle(client: pg.PoolClient): boolean {
  const { readyForQuery } = client as unknown as { readyForQuery: boolean };
  return readyForQuery && client.getTransactionStatus() === 'I';
}
