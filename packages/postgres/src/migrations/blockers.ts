import type pg from 'pg';

/** A transaction that keeps a migration waiting. */
export interface Blocker {
  pid: number;
  /** Identifies the transaction, not the process. */
  transaction: string;
  role: string;
  /** The application_name of the program. '' if it has none. */
  application: string;
  /** The state in pg_stat_activity, for example `idle in transaction`. Null if this role can't see it. */
  state: string | null;
  seconds: number | null;
}

/** The transactions that the process `pid` waits for. Without their queries, because those can contain any data. */
export async function blockersOf(pool: pg.Pool, pid: number): Promise<Blocker[]> {
  const { rows } = await pool.query<Blocker>(
    `SELECT a.pid, l.virtualtransaction AS transaction, coalesce(a.usename, '') AS role,
       coalesce(a.application_name, '') AS application, a.state,
       extract(epoch FROM clock_timestamp() - a.xact_start)::int AS seconds
     FROM pg_stat_activity a
     JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock'
     WHERE a.pid = ANY (pg_blocking_pids($1))`,
    [pid],
  );
  return rows;
}

/** Whether all of these transactions have ended. */
export async function haveEnded(pool: pg.Pool, blockers: readonly Blocker[]): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT FROM pg_locks WHERE locktype = 'virtualxid' AND virtualtransaction = ANY ($1) LIMIT 1`,
    [blockers.map(({ transaction }) => transaction)],
  );
  return rows.length === 0;
}

/** For people, for example "process 4711 (psql, role anna, idle in transaction for 71 s)". */
export function describeBlocker({ pid, role, application, state, seconds }: Blocker): string {
  const doing = state && seconds !== null ? `${state} for ${seconds} s` : 'its state is hidden from this role';
  return `process ${pid} (${[application || 'without a name', `role ${role}`, doing].join(', ')})`;
}
