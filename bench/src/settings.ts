import { parseArgs } from 'node:util';

export const HELP = `What Linekeeper costs, compared with what one would write with Express and Prisma.

  pnpm bench [options]

  --seconds N       length of a round                         (default 4)
  --rounds N        rounds of each side for each operation    (default 5)
  --connections N   connections, each one request at a time   (default 16)
  --pool N          database connections of each server       (default 10)
  --json FILE       also writes every figure as JSON
  --quick           two rounds of one second, only to see that it works
  --help

Uses an embedded PostgreSQL of its own, or the one at DATABASE_URL (with DATABASE_OWNER_URL, a role that may create
databases); there it makes two databases and drops them again. The defaults take under two minutes.
Ends with 1 where any answer was wrong.
`;

export interface Settings {
  seconds: number;
  rounds: number;
  connections: number;
  poolSize: number;
  json: string | null;
  help: boolean;
  database: { url: string; ownerUrl: string } | null;
}

/** Wrong usage. The message says what is wrong. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

export function readSettings(args = process.argv.slice(2), env = process.env): Settings {
  const { values } = parse(args);
  const count = (name: 'seconds' | 'rounds' | 'connections' | 'pool', otherwise: number, most: number) => {
    const value = values[name] === undefined ? otherwise : Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new SettingsError(`--${name} must be a whole number from 1 to ${most}`);
  };
  return {
    seconds: count('seconds', values.quick ? 1 : 4, 600),
    rounds: count('rounds', values.quick ? 2 : 5, 100),
    connections: count('connections', 16, 200),
    poolSize: count('pool', 10, 50),
    json: values.json ?? null,
    help: values.help ?? false,
    database: env.DATABASE_URL ? { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL || env.DATABASE_URL } : null,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      // pnpm passes on the two dashes that end its options.
      args: args.filter((arg) => arg !== '--'),
      options: {
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        connections: { type: 'string' },
        pool: { type: 'string' },
        json: { type: 'string' },
        quick: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
}
