import type { Sql } from '@prisma/client/runtime/client';
import type pg from 'pg';
import { createStatementNames } from './statement-names.ts';

/** What runs a statement: a pool, or a connection with a transaction open. */
export type Queryable = Pick<pg.ClientBase | pg.Pool, 'query'>;

const nameOf = createStatementNames();

/** Runs a statement on the driver itself, prepared once for each connection. */
export async function run<Row extends pg.QueryResultRow>(client: Queryable, { text, values }: Sql): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name: nameOf(text), text, values: values as unknown[] });
  return rows;
}

/** A pool whose statements have no names, for a pooler that shares connections between statements. */
export function withoutNames(pool: pg.Pool): Queryable {
  const query = ({ text, values }: pg.QueryConfig) => pool.query({ text, values: values as unknown[] });
  return { query } as Queryable;
}
