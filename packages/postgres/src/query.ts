import type { Sql } from '@prisma/client/runtime/client';
import type pg from 'pg';
import type { Pooler } from './pooler.ts';
import { createStatementNames } from './statement-names.ts';

/** Runs statements: a pool, or a connection with an open transaction. */
export type Queryable = Pick<pg.ClientBase | pg.Pool, 'query'>;

const nameOf = createStatementNames();

/** Runs a statement directly on the driver. It's prepared once for each connection. */
export async function run<Row extends pg.QueryResultRow>(client: Queryable, { text, values }: Sql): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name: nameOf(text), text, values: values as unknown[] });
  return rows;
}

/** A pool whose statements have no names, for a pooler that shares connections between statements. */
export function withoutNames(pool: Queryable): Queryable {
  const query = (config: string | pg.QueryConfig, values?: unknown[]) =>
    typeof config === 'string'
      ? pool.query(config, values)
      : pool.query({ text: config.text, values: config.values as unknown[] });
  return { query } as Queryable;
}

/** Our own timeout is this much longer than PostgreSQL's. It's for a network that drops packets. */
export const NETWORK_MS = 250;

/** The statement with our own timeout, for a connection that has none. */
export function limited<Statement extends pg.QueryConfig>(statement: Statement, statementMs: number) {
  return { ...statement, query_timeout: statementMs + NETWORK_MS };
}

/** Runs `work` in one transaction, which is rolled back if it throws. `statementMs`: the limit of each of its statements. */
export function inTransaction<T>(
  pool: Pick<pg.Pool, 'connect'>,
  pooler: Pooler,
  work: (client: Queryable) => Promise<T>,
  statementMs?: number,
): Promise<T> {
  return onConnection(
    pool,
    async (client) => {
      await send(client, statementMs === undefined ? 'BEGIN' : limitedBegin(statementMs), statementMs);
      const named = pooler === 'transaction' ? withoutNames(client) : client;
      const result = await work(statementMs === undefined ? named : withLimits(named, statementMs));
      await send(client, 'COMMIT', statementMs);
      return result;
    },
    statementMs,
  );
}

/** Runs `work` on a connection of the pool. If it throws, the transaction that it began is rolled back. */
export async function onConnection<T>(
  pool: Pick<pg.Pool, 'connect'>,
  work: (client: pg.PoolClient) => Promise<T>,
  statementMs?: number,
): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignoreLoss);
  try {
    return await work(client);
  } catch (error) {
    // Behind a statement that still runs, this would wait for it. The connection is closed instead.
    if (isReady(client)) await send(client, 'ROLLBACK', statementMs).catch(() => {});
    throw error;
  } finally {
    client.release(!isIdle(client));
    client.removeListener('error', ignoreLoss);
  }
}

function send(client: pg.PoolClient, text: string, statementMs?: number): Promise<unknown> {
  return client.query(statementMs === undefined ? { text } : limited({ text }, statementMs));
}

/** A connection of the host, with our limit for each statement. Without it, a lost reply would be waited for without end. */
function withLimits(client: Queryable, statementMs: number): Queryable {
  const query = (statement: pg.QueryConfig) => client.query(limited(statement, statementMs));
  return { query } as Queryable;
}

/**
 * pg-pool listens to a connection only while it's idle. If nobody listens, the loss of one in use ends the process. Our next
 * statement on it fails, so the event itself can be ignored.
 */
function ignoreLoss(): void {}

/** On a connection of the host, whose defaults can be others than ours. */
const limitedBegin = (statementMs: number) =>
  `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = ${statementMs}`;

/** Whether PostgreSQL has answered everything that was sent, and no transaction is open. */
export function isIdle(client: pg.PoolClient): boolean {
  // An older copy of pg, as a host can have, doesn't know this.
  const { getTransactionStatus = () => 'I' } = client as Partial<pg.PoolClient>;
  return isReady(client) && getTransactionStatus.call(client) === 'I';
}

function isReady(client: pg.PoolClient): boolean {
  return (client as unknown as { readyForQuery: boolean }).readyForQuery;
}
