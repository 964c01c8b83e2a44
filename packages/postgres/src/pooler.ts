import type pg from 'pg';
import { SEARCH_PATH } from './search-path.ts';

/**
 * The connection pooler between the process and PostgreSQL. `none`: no pooler. `session`: each of our connections has a
 * PostgreSQL connection until it ends. `transaction`: only for one transaction, so nothing can be kept in a session: no
 * prepared statement, no setting, no lock.
 */
export type Pooler = 'none' | 'session' | 'transaction';

/** How long one of our transactions can be idle before PostgreSQL ends it, in milliseconds. */
export const IDLE_TRANSACTION_MS = 10_000;

/** What the pool is actually connected to. */
export interface PoolConnection {
  /** Whether there is a pooler. */
  pooled: boolean;
  /** PostgreSQL's own limit for our statements, in milliseconds. 0: none. */
  statementMs: number;
}

/**
 * Whether a pooler is between this client and PostgreSQL. It's detected by the process id, because a pooler sends an
 * invented one to its clients.
 */
export async function isPooled(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid !== (client as unknown as { processID: number }).processID;
}

export async function describeConnection(pool: pg.Pool): Promise<PoolConnection> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ ms: number }>(
      `SELECT setting::int AS ms FROM pg_settings WHERE name = 'statement_timeout'`,
    );
    return { pooled: await isPooled(client), statementMs: rows[0]?.ms ?? 0 };
  } finally {
    client.release();
  }
}

/** The SQL that sets a role's timeouts and search_path, for a pooler that doesn't allow them in a session. */
export function roleTimeouts(role: string, database: string, statementMs: number): string[] {
  const alter = `ALTER ROLE ${role} IN DATABASE ${database} SET`;
  return [
    `${alter} statement_timeout = ${statementMs}`,
    `${alter} idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_MS}`,
    `${alter} search_path = ${SEARCH_PATH}`,
  ];
}
