import type { OperationFigures } from './rounds.ts';
import { percentile, type Spread, spreadOf } from './statistics.ts';
import type { Operation } from './workload.ts';

export interface SideSummary {
  name: string;
  requestsPerSecond: Spread;
  /** Milliseconds, over the answers of all rounds. */
  p50: number;
  p99: number;
  /** Processor milliseconds of the server's process for each request, median of the rounds. */
  cpuMilliseconds: number | null;
  requests: number;
  errors: number;
  firstError: string | null;
}

export interface OperationSummary {
  operation: Operation;
  sides: SideSummary[];
  /** The first side's requests a second ÷ the second's, of rounds that followed each other. */
  ratio: Spread;
}

export function summarise({ operation, sides }: OperationFigures): OperationSummary {
  const [first, second] = sides;
  const ratios = (first?.rounds ?? []).map(
    ({ requestsPerSecond }, round) => requestsPerSecond / (second?.rounds[round]?.requestsPerSecond ?? Number.NaN),
  );
  return {
    operation,
    ratio: spreadOf(ratios),
    sides: sides.map(({ name, rounds }) => {
      const milliseconds = rounds.flatMap((round) => round.milliseconds);
      const cpu = rounds.map((round) => round.cpuMilliseconds).filter((value) => value !== null);
      return {
        name,
        requestsPerSecond: spreadOf(rounds.map((round) => round.requestsPerSecond)),
        p50: percentile(milliseconds, 50),
        p99: percentile(milliseconds, 99),
        cpuMilliseconds: cpu.length > 0 ? spreadOf(cpu).median : null,
        requests: milliseconds.length,
        errors: rounds.reduce((sum, round) => sum + round.errors, 0),
        firstError: rounds.find((round) => round.firstError)?.firstError ?? null,
      };
    }),
  };
}
