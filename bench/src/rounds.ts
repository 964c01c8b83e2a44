import type { Companies } from './companies.ts';
import { load, type RoundFigures } from './load.ts';
import type { Side } from './side.ts';
import { type Operation, planWorkload } from './workload.ts';

const WARM_UP_SECONDS = 2;

/** Both sides' rounds of one operation; the same index is the same time. */
export interface OperationFigures {
  operation: Operation;
  sides: { name: string; rounds: RoundFigures[] }[];
}

export interface RoundsOptions {
  companies: Companies;
  connections: number;
  seconds: number;
  rounds: number;
  onProgress: (text: string) => void;
}

/**
 * Lets the sides take turns, so that whatever else the machine does meets both, and lets another one begin each time,
 * so that neither always runs on what the other left behind. The first turn of each warms up and is not counted.
 */
export async function playRounds(
  operation: Operation,
  sides: readonly Side[],
  { companies, connections, seconds, rounds, onProgress }: RoundsOptions,
): Promise<OperationFigures> {
  const workload = planWorkload(operation, companies, connections);
  const players = sides.map((side) => ({
    side,
    plans: workload.map((steps) => steps.map((step) => ({ step, request: side.contestant.word(step) }))),
    rounds: [] as RoundFigures[],
  }));
  for (let round = 0; round <= rounds; round++) {
    for (const { side, plans, rounds: played } of round % 2 === 1 ? players : players.toReversed()) {
      const { contestant, server } = side;
      onProgress(`${operation}, ${contestant.name}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
      const figures = await load({
        contestant,
        server,
        plans,
        seconds: round === 0 ? Math.min(seconds, WARM_UP_SECONDS) : seconds,
      });
      // A mistake made while warming up counts as well.
      if (round > 0 || figures.errors > 0) played.push(figures);
      await side.reset();
    }
  }
  return {
    operation,
    sides: players.map(({ side, rounds: played }) => ({ name: side.contestant.name, rounds: played })),
  };
}
