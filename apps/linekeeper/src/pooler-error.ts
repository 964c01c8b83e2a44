import type { Database } from '@linekeeper/core';
import { roleTimeouts } from '@linekeeper/postgres';
import type { Logger } from 'pino';
import type { Env } from './env.ts';

/** The connection pooler's settings aren't safe for Linekeeper. */
export class PoolerError extends Error {
  override name = 'PoolerError';
}

/** Throws {@link PoolerError} if there is a pooler that isn't configured, or if statements have no time limit through it. */
export async function checkPooler(db: Database, env: Pick<Env, 'pooler' | 'databaseTimeouts'>, log: Logger) {
  const { pooled, statementMs } = await db.connection();
  if (pooled && env.pooler === 'none') {
    throw new PoolerError(
      'DATABASE_URL is the address of a connection pooler. Set DATABASE_POOLER to its mode: session or transaction.',
    );
  }
  const wanted = env.databaseTimeouts.statementMs;
  if (statementMs === 0) {
    const sql = roleTimeouts('<role of DATABASE_URL>', '<database>', wanted).map((line) => `  ${line};`);
    throw new PoolerError(
      `PostgreSQL has no time limit for statements of this role. As an administrator, run:\n${sql.join('\n')}\nThen reconnect the pooler (RECONNECT in PgBouncer's console) and start again.`,
    );
  }
  if (statementMs > wanted) {
    log.warn({ statementMs, wanted }, 'Pooled connections still have a longer statement timeout; reconnect the pooler');
  }
}
