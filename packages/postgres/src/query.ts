import type { Sql } from '@prisma/client/runtime/client';
import type pg from 'pg';
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
export function withoutNames(pool: pg.Pool): Queryable {
  const query = ({ text, values }: pg.QueryConfig) => pool.query({ text, values: values as unknown[] });
  return { query } as Queryable;
}
