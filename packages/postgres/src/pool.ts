import type { Socket } from 'node:net';
import pg from 'pg';
import { IDLE_TRANSACTION_MS, type Pooler } from './pooler.ts';
import { isIdle, NETWORK_MS } from './query.ts';
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

/**
 * Each statement is planned once for each connection. Ours find rows by keys, so their plan doesn't depend on the values.
 * By default, PostgreSQL plans the long ones again for each call, which takes as long as running the session look-up.
 */
const PLANS = 'force_generic_plan';

/**
 * A plan that was made while a table was empty reads the whole table, and is kept until the table is analyzed. A claim on a
 * connection that was opened for a new database took 1.9 ms of a processor then, and 1.1 ms with its indexes.
 */
const WHOLE_TABLES = 'off';

/** How PostgreSQL plans our statements. */
export const PLAN_SETTINGS = { plan_cache_mode: PLANS, enable_seqscan: WHOLE_TABLES };

const SETTINGS = { search_path: SEARCH_PATH, ...PLAN_SETTINGS };

/** How long PostgreSQL has for closing its connections. */
const CLOSING_MS = 1_000;

const openConnections = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

/**
 * Ends a pool of {@link createPool}. `pool.end()` leaves the closing of a connection to PostgreSQL. If that is frozen, the open
 * sockets would keep the process from ending, so they are cut.
 */
export async function endPool(pool: pg.Pool): Promise<void> {
  setTimeout(() => {
    for (const client of openConnections.get(pool) ?? []) socketOf(client).destroy();
  }, CLOSING_MS).unref();
  await pool.end();
}

function socketOf(client: pg.PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

/**
 * A pool whose connections are clean. A connection that is released inside a transaction, or while a query is still
 * running on it, is closed instead of being reused. This happens if a reply is late: the caller gives up waiting (also for
 * its ROLLBACK), and the next caller's statements would become part of the old transaction.
 */
export function createPool({ url, pooler, size, connectMs, statementMs, onConnectionLost }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    // Not as a parameter of the connection, because PgBouncer refuses that.
    connectionString: pooler === 'none' ? withSettings(url, SETTINGS) : url,
    application_name: 'linekeeper',
    max: size,
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs + NETWORK_MS,
    keepAlive: true,
    ...timeouts(pooler, statementMs),
  });
  const open = new Set<pg.PoolClient>();
  openConnections.set(pool, open);
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  pool.on('error', onConnectionLost);
  // The pool removes its listener from a connection that it closes. Without a listener, a last error of PostgreSQL would
  // crash the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('release', (_error, client) => closeUnlessIdle(client));
  return pool;
}

/** For the event 'release'. It's emitted before the pool decides whether to keep the connection, and it doesn't keep a closing one. */
export function closeUnlessIdle(client: pg.PoolClient): void {
  if (!isIdle(client)) void client.end().catch(() => {});
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
  const settings = {
    ...SETTINGS,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
  };
  const set = Object.entries(settings)
    .map(([name, value]) => `SET ${name} = ${value}`)
    .join('; ');
  // pg-pool waits for the returned promise, although its types don't say so.
  const onConnect = (client: pg.ClientBase): unknown => client.query(set);
  return { onConnect: onConnect as NonNullable<pg.PoolConfig['onConnect']> };
}
