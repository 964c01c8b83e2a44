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

/** Runs `work` in one transaction, which is rolled back if it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  pooler: Pooler,
  work: (client: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(pooler === 'transaction' ? withoutNames(client) : client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
