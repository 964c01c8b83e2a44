import type { RoundFigures } from './load.ts';
import type { WorkFigures } from './rounds.ts';
import { percentile, type Spread, spreadOf } from './statistics.ts';
import type { Work } from './work.ts';

export interface SideSummary {
  name: string;
  requestsPerSecond: Spread;
  /** Milliseconds, over the answers of all rounds. */
  p50: number;
  p99: number;
  /** Processor milliseconds for each request, median of the rounds. */
  serverCpu: number | null;
  postgresCpu: number | null;
  /** Requests a second ÷ those of the comparator, of rounds that followed each other. Null for the comparator. */
  ratio: Spread | null;
  /** The highest of the rounds. */
  generatorLoad: number;
  /** Each round, also those of the warm-up. They show whether the warm-up is long enough. */
  warmUp: RoundSummary[];
  rounds: RoundSummary[];
  requests: number;
  errors: number;
  firstError: string | null;
}

/** Whether one round differs from the others. */
export type RoundSummary = Pick<RoundFigures, 'requestsPerSecond' | 'serverCpu' | 'postgresCpu'>;

export interface WorkSummary {
  work: Work;
  sides: SideSummary[];
}

/** Everything is compared with this one. */
export const COMPARATOR = 'Express + Prisma';

export function summarise({ work, sides }: WorkFigures): WorkSummary {
  return {
    work,
    sides: sides.map(({ name, rounds, warmUp }) => {
      // A mistake made while warming up counts as well.
      const all = [...warmUp, ...rounds];
      const milliseconds = rounds.flatMap((round) => round.milliseconds);
      return {
        name,
        requestsPerSecond: spreadOf(rounds.map((round) => round.requestsPerSecond)),
        p50: percentile(milliseconds, 50),
        p99: percentile(milliseconds, 99),
        serverCpu: median(rounds.map((round) => round.serverCpu)),
        postgresCpu: median(rounds.map((round) => round.postgresCpu)),
        ratio: name === COMPARATOR ? null : ratioOf(sides, name, COMPARATOR),
        generatorLoad: Math.max(...rounds.map((round) => round.generatorLoad)),
        warmUp: warmUp.map(summariseRound),
        rounds: rounds.map(summariseRound),
        requests: milliseconds.length,
        errors: all.reduce((sum, round) => sum + round.errors, 0),
        firstError: all.find((round) => round.firstError)?.firstError ?? null,
      };
    }),
  };
}

function summariseRound({ requestsPerSecond, serverCpu, postgresCpu }: RoundFigures): RoundSummary {
  return { requestsPerSecond, serverCpu, postgresCpu };
}

/** Requests a second of one ÷ those of another; null if either didn't do this work. */
export function ratioOf(sides: WorkFigures['sides'], name: string, other: string): Spread | null {
  const rounds = (wanted: string) => sides.find((side) => side.name === wanted)?.rounds;
  const [ours, theirs] = [rounds(name), rounds(other)];
  if (!ours || !theirs) return null;
  return spreadOf(ours.map(({ requestsPerSecond }, i) => requestsPerSecond / (theirs[i]?.requestsPerSecond ?? NaN)));
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? spreadOf(known).median : null;
}
