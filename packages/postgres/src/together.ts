import type pg from 'pg';

/** A statement that can be prepared. */
export type Step = Pick<pg.QueryConfig, 'name' | 'text' | 'values'>;

interface Steps {
  before: readonly Step[];
  statement: Step & { query_timeout?: number };
  after: readonly Step[];
}

/** The part of pg's connection that sends messages. Other versions and copies of pg can lack some of it. */
interface Connection {
  stream: { cork(): void; uncork(): void };
  parsedStatements?: Record<string, string | undefined>;
  bind(message: object): void;
  execute(message: object): void;
  sync(): void;
}

type Callback = (error: Error | null, result: pg.QueryResult) => void;

/** pg's own query. The connection calls a method for each message that PostgreSQL sends. */
interface DriverQuery {
  _result: object;
  submit(connection: Connection): Error | null;
  handleRowDescription(message: object): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
}

interface Driver {
  constructor: { Query?: new (config: Step, callback: Callback) => DriverQuery };
  connection?: Connection;
  /** It sends queries before earlier ones are answered, and refuses queries of other classes. */
  pipeline?: boolean;
}

/**
 * Sends statements with one message, and returns the result of `statement`. If one of them fails, PostgreSQL ignores those
 * behind it. Null if that's impossible: a statement isn't prepared on this connection, or another driver made it.
 */
export function sendTogether(client: pg.ClientBase, steps: Steps): Promise<pg.QueryResult> | null {
  const driver = client as unknown as Driver;
  const { connection, pipeline } = driver;
  const { Query } = driver.constructor;
  if (!connection?.parsedStatements || !Query || pipeline) return null;
  const { parsedStatements } = connection;
  const { before, statement, after } = steps;
  if (![...before, statement, ...after].every(({ name, text }) => parsedStatements[name as string] === text))
    return null;
  return new Promise((resolve, reject) => {
    const query = new Together(steps, Query, (error, result) => (error ? reject(error) : resolve(result)));
    client.query(query as unknown as pg.Submittable);
  });
}

/** For `client.query()`, which calls these methods. What PostgreSQL answers to the other statements is ignored. */
class Together {
  // The connection notes under this name what was prepared, and here nothing is.
  readonly name = '';
  readonly text: string;
  readonly query_timeout: number | undefined;
  /** pg replaces it if the answer is late. */
  callback: Callback;
  readonly #steps: Steps;
  readonly #query: DriverQuery;
  #completed = 0;

  constructor(steps: Steps, Query: NonNullable<Driver['constructor']['Query']>, callback: Callback) {
    const { text, query_timeout } = steps.statement;
    this.text = text;
    this.query_timeout = query_timeout;
    this.callback = callback;
    this.#steps = steps;
    this.#query = new Query(steps.statement, (error, result) => this.callback(error, result));
  }

  /** pg sets the types of columns here. */
  get _result(): object {
    return this.#query._result;
  }

  submit(connection: Connection): Error | null {
    const { before, after } = this.#steps;
    const run = ({ name }: Step) => {
      connection.bind({ statement: name });
      connection.execute({});
    };
    connection.stream.cork();
    try {
      before.forEach(run);
      // Without a SYNC of its own, which would end what PostgreSQL ignores after an error.
      const error = this.#query.submit(Object.create(connection, { sync: { value: () => {} } }) as Connection);
      after.forEach(run);
      connection.sync();
      return error;
    } finally {
      connection.stream.uncork();
    }
  }

  get #isOurs(): boolean {
    return this.#completed === this.#steps.before.length;
  }

  handleRowDescription(message: object): void {
    this.#query.handleRowDescription(message);
  }

  handleDataRow(message: object): void {
    if (this.#isOurs) this.#query.handleDataRow(message);
  }

  handleCommandComplete(message: object, connection: Connection): void {
    if (this.#isOurs) this.#query.handleCommandComplete(message, connection);
    this.#completed++;
  }

  handleError(error: Error, connection: Connection): void {
    this.#query.handleError(error, connection);
  }

  handleReadyForQuery(connection: Connection): void {
    this.#query.handleReadyForQuery(connection);
  }
}
