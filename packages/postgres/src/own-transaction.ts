import type pg from 'pg';
import { PLAN_SETTINGS } from './pool.ts';
import { limited, onConnection } from './query.ts';
import { createStatementNames } from './statement-names.ts';
import { type Step, sendTogether } from './together.ts';

const nameOf = createStatementNames();
const named = (text: string): Step => ({ name: nameOf(text), text, values: [] });

// The default of the host's connections can be another one.
const BEGIN = named('BEGIN ISOLATION LEVEL READ COMMITTED');
const COMMIT = named('COMMIT');

/** Settings for the rest of the transaction. */
function settings(statementMs: number): Step {
  const all = Object.entries({ ...PLAN_SETTINGS, statement_timeout: statementMs });
  return named(`SELECT ${all.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`).join(', ')}`);
}

/**
 * Returns a function that runs one statement on a connection of the host, in a transaction with our settings. It takes four
 * round trips until a connection has prepared everything, and then one.
 */
export function ownTransaction(
  pool: Pick<pg.Pool, 'connect'>,
  statementMs: number,
): (statement: Step) => Promise<pg.QueryResult> {
  const before = [BEGIN, settings(statementMs)];
  const run = async (client: pg.PoolClient, statement: Step) => {
    const together = sendTogether(client, { before, statement: limited(statement, statementMs), after: [COMMIT] });
    if (together) return together;
    for (const step of before) await client.query(limited(step, statementMs));
    const result = await client.query(limited(statement, statementMs));
    await client.query(limited(COMMIT, statementMs));
    return result;
  };
  return (statement) => onConnection(pool, (client) => run(client, statement), statementMs);
}
