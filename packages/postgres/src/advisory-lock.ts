import type pg from 'pg';
import type { Queryable } from './query.ts';

/**
 * The advisory locks of Linekeeper. The keys are arbitrary. They are listed together so that no two are the same. A lock
 * belongs to a PostgreSQL session, so it's released when its process ends, even after a crash.
 */
const KEYS = {
  /** A server that is running on an embedded database. */
  server: 4_738_201,
  /** Only one process migrates a database at a time. */
  migrator: 4_738_202,
  /** Only one command of the takeover works at a time. */
  takeover: 4_738_203,
  /** Shared by all commands that use an embedded database. A process that holds it exclusively can stop the database. */
  commands: 4_738_204,
  /** Only one process creates the roles and the database of an embedded PostgreSQL. */
  roles: 4_738_205,
  /** Shared by transactions that rely on the options of the link to the legacy table. One that changes them has it alone. */
  link: 4_738_206,
} as const;

export type AdvisoryLock = keyof typeof KEYS;

/** Waits for the lock. `shared`: others can hold it shared at the same time. */
export async function takeLock(client: pg.Client, lock: AdvisoryLock, { shared = false } = {}): Promise<void> {
  await client.query(`SELECT pg_advisory_lock${shared ? '_shared' : ''}($1)`, [KEYS[lock]]);
}

/** Takes the lock if it's free. Returns false if another session holds it. */
export async function tryLock(client: pg.Client, lock: AdvisoryLock): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [KEYS[lock]]);
  return rows[0]?.taken ?? false;
}

/** Waits for the lock and keeps it until the transaction ends. It also works through a pooler in transaction mode. */
export async function takeLockInTransaction(
  client: Queryable,
  lock: AdvisoryLock,
  { shared = false } = {},
): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock${shared ? '_shared' : ''}($1)`, [KEYS[lock]]);
}

export async function releaseLock(client: pg.Client, lock: AdvisoryLock): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1)', [KEYS[lock]]);
}

export async function releaseAllLocks(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_advisory_unlock_all()');
}

/** Whether another session waits for the lock. */
export async function isLockAwaited(client: pg.Client, lock: AdvisoryLock): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
    [KEYS[lock]],
  );
  return rowCount !== null && rowCount > 0;
}
