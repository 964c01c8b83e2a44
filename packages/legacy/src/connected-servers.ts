import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '@linekeeper/postgres';
import { FOLLOWER } from './worker-session.ts';

/** A session of a server in this database. */
export interface ServerSession {
  pid: number;
  /** The application_name. */
  application: string;
  role: string;
}

/** The name of the pool's sessions. */
const POOL = 'linekeeper';

/** A process that has just ended can leave its sessions behind for a moment. */
const ENDING_MS = 1_000;
const LOOK_MS = 50;

/**
 * The sessions of servers, known by their name or by the serving role: a host's own pool has other names. The serving role
 * owns nothing. If it owns tables, it's the product's own role, and its sessions can be anything.
 */
export async function connectedServers(client: Queryable, servingRole: string): Promise<ServerSession[]> {
  for (const until = performance.now() + ENDING_MS; ; await delay(LOOK_MS)) {
    const { rows } = await client.query<ServerSession>(
      `SELECT a.pid, coalesce(a.application_name, '') AS application, coalesce(a.usename, '') AS role
       FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND (
         a.application_name = $1 OR starts_with(a.application_name, $2)
         OR (a.usename = $3 AND a.usename <> current_user
           AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relowner = a.usesysid AND c.relkind IN ('r', 'p')))
       ) ORDER BY a.pid`,
      [POOL, FOLLOWER, servingRole],
    );
    if (rows.length === 0 || performance.now() > until) return rows;
  }
}

/** Whether a server follows the legacy table, so that the product's changes are applied. */
export async function isFollowed(client: Queryable): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM pg_stat_activity WHERE datname = current_database() AND starts_with(application_name, $1) LIMIT 1',
    [FOLLOWER],
  );
  return (rowCount ?? 0) > 0;
}

/** Longer than PostgreSQL collects what a session did before it counts it. */
const USE_MS = 1_200;
/** A session that has just ended is counted late, but only once. */
const USES = 2;

/**
 * Whether programs are using Linekeeper at this moment, whatever their sessions are called: a host's pool can have the product's own
 * role. It can't find a program that nobody uses while this looks.
 */
export async function isInUse(client: Queryable): Promise<boolean> {
  let before = await countReads(client);
  for (let look = 0; look < USES; look++) {
    await delay(USE_MS);
    const now = await countReads(client);
    if (now === before) return false;
    before = now;
  }
  return true;
}

/** How often sessions have read the tables that every request reads. Reading the statistics doesn't count. */
async function countReads(client: Queryable): Promise<string | undefined> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT coalesce(sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)), 0) AS count FROM pg_stat_user_tables
     WHERE schemaname = 'linekeeper' AND relname IN ('lines', 'tenants')`,
  );
  return rows[0]?.count;
}

const SHOWN = 3;

/** For people, for example "process 4711 (linekeeper, role linekeeper)". */
export function describeServers(sessions: readonly ServerSession[]): string {
  const shown = sessions
    .slice(0, SHOWN)
    .map(({ pid, application, role }) => `process ${pid} (${application || 'without a name'}, role ${role})`);
  const more = sessions.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
