import type { Companies } from './companies.ts';
import { load, type RoundFigures } from './load.ts';
import type { Side } from './side.ts';
import { type Operation, planWorkload } from './workload.ts';

const WARM_UP_SECONDS = 2;

/** The rounds of one operation for both servers. Rounds with the same index ran one after the other. */
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
 * The servers take turns, so that other work on the machine affects both. Each round starts with the other server, so that
 * neither always runs after the other. The first turn of each is a warm-up and isn't counted.
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
      // A wrong answer during the warm-up counts, too.
      if (round > 0 || figures.errors > 0) played.push(figures);
      await side.reset();
    }
  }
  return {
    operation,
    sides: players.map(({ side, rounds: played }) => ({ name: side.contestant.name, rounds: played })),
  };
}
