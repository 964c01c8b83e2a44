import { parseArgs } from 'node:util';

import { ALL_WORKS, type Work } from './work.ts';

export const HELP = `What Linekeeper costs, compared with writing it by hand.

  pnpm bench [options]

  --seconds N       length of a round                         (default 3)
  --rounds N        rounds of each contender for each work    (default 5)
  --warm-up N       seconds of each contender for each work before its rounds, which aren't counted (default 10)
  --connections N   connections, each one request at a time   (default 16)
  --pool N          database connections of each server       (default 10)
  --work A,B        only this work: check, claim, claim taken, claim own, get, resolve, resolve 100,
                    webhook
  --contenders A,B  only these, by their names
  --json FILE       where the figures go as JSON, for "pnpm bench:page" (default bench/figures.json)
  --quick           two rounds of one second, after one second: does it work at all?
  --help

Uses an embedded PostgreSQL of its own, or the one at DATABASE_URL (with DATABASE_OWNER_URL, a role that can create
databases); there it makes databases and drops them again. The defaults take about 15 minutes.
The exit code is 1 if any answer was wrong.
`;

export interface Settings {
  seconds: number;
  rounds: number;
  warmUpSeconds: number;
  connections: number;
  poolSize: number;
  works: readonly Work[];
  /** The names of the contenders; null: all. */
  contenders: readonly string[] | null;
  json: string | null;
  help: boolean;
  database: { url: string; ownerUrl: string } | null;
}

/** Invalid arguments. The message says what is wrong. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

export function readSettings(args = process.argv.slice(2), env = process.env): Settings {
  const { values } = parse(args);
  const count = (name: 'seconds' | 'rounds' | 'warm-up' | 'connections' | 'pool', otherwise: number, most: number) => {
    const value = values[name] === undefined ? otherwise : Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new SettingsError(`--${name} takes a whole number from 1 to ${most}`);
  };
  return {
    seconds: count('seconds', values.quick ? 1 : 3, 600),
    rounds: count('rounds', values.quick ? 2 : 5, 100),
    warmUpSeconds: count('warm-up', values.quick ? 1 : 10, 600),
    connections: count('connections', 16, 200),
    poolSize: count('pool', 10, 50),
    works: worksOf(values.work),
    contenders: values.contenders?.split(',') ?? null,
    json: values.json ?? (values.quick ? null : 'bench/figures.json'),
    help: values.help ?? false,
    database: env.DATABASE_URL ? { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL || env.DATABASE_URL } : null,
  };
}

function worksOf(text: string | undefined): readonly Work[] {
  const names = text?.split(',') ?? ALL_WORKS;
  const unknown = names.find((name) => !ALL_WORKS.includes(name as Work));
  if (unknown !== undefined) throw new SettingsError(`--work ${unknown} isn't known`);
  return names as Work[];
}

function parse(args: string[]) {
  try {
    return parseArgs({
      // pnpm passes on the two dashes that end its own options.
      args: args.filter((arg) => arg !== '--'),
      options: {
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        'warm-up': { type: 'string' },
        connections: { type: 'string' },
        pool: { type: 'string' },
        work: { type: 'string' },
        contenders: { type: 'string' },
        json: { type: 'string' },
        quick: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
}
