import type { Sql } from '@prisma/client/runtime/client';
import type pg from 'pg';
import type { Queryable } from './query.ts';
import { createStatementNames } from './statement-names.ts';

/** Runs one statement with the given values. */
export type Prepared<Values extends object> = <Row extends pg.QueryResultRow>(
  client: Queryable,
  values: Values,
) => Promise<Row[]>;

const nameOf = createStatementNames();

/**
 * A statement whose text is made once, for statements that run for each request: making the text of a long one takes
 * longer than sending it. `write` gets placeholders for the values, and puts them into `Prisma.sql`. It can't read the
 * values. A value that occurs several times is sent once.
 */
export function prepare<Values extends object>(write: (values: Values) => Sql): Prepared<Values> {
  const statement = write(standIns<Values>());
  const names = [...new Set(statement.values.map(nameOfStandIn<Values>))];
  const text = statement.values.reduce<string>(
    (before, value, index) =>
      `${before}$${names.indexOf(nameOfStandIn<Values>(value)) + 1}${statement.strings[index + 1]}`,
    statement.strings[0] ?? '',
  );
  const name = nameOf(text);
  return async <Row extends pg.QueryResultRow>(client: Queryable, values: Values) => {
    const { rows } = await client.query<Row>({ name, text, values: names.map((each) => values[each]) });
    return rows;
  };
}

class StandIn {
  constructor(readonly name: PropertyKey) {}
}

function standIns<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_values, name) => new StandIn(name) });
}

function nameOfStandIn<Values extends object>(value: unknown): keyof Values {
  if (value instanceof StandIn) return value.name as keyof Values;
  throw new Error(`A prepared statement has a value of its own: ${String(value)}. Write it as SQL`);
}
