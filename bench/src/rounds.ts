import { setTimeout as delay } from 'node:timers/promises';
import type { Companies } from './companies.ts';
import { load, type RoundFigures } from './load.ts';
import type { Side } from './side.ts';
import { connectionsOf, planWork, type Work, writes } from './work.ts';

const SETTLE_MS = 300;

/** All rounds of one work; the same index is the same time. */
export interface WorkFigures {
  work: Work;
  sides: { name: string; rounds: RoundFigures[]; warmUp: RoundFigures[] }[];
}

export interface RoundsOptions {
  companies: Companies;
  connections: number;
  seconds: number;
  rounds: number;
  /** The rounds before those, which aren't counted. */
  warmUpRounds: number;
  postgresPid: number | null;
  onProgress: (text: string) => void;
}

/**
 * Lets the sides take turns, so that other work on the machine affects all of them, and reverses the order each time,
 * so that no side always runs after the same other one. The first turns warm up and are not counted: Node compiles code while
 * it runs, and a server that has been running for a while is compiled. They're the same for all sides.
 */
export async function playRounds(
  work: Work,
  sides: readonly Side[],
  { companies, connections, seconds, rounds: count, warmUpRounds, postgresPid, onProgress }: RoundsOptions,
): Promise<WorkFigures> {
  const plans = planWork(work, companies, connectionsOf(work, connections));
  const players = sides
    .filter(({ contender }) => contender.works.includes(work))
    .map((side) => ({ side, rounds: [] as RoundFigures[], warmUp: [] as RoundFigures[] }));
  for (let round = 1 - warmUpRounds; round <= count; round++) {
    for (const player of round % 2 !== 0 ? players : players.toReversed()) {
      const { side } = player;
      const { contender, port, pid, caller } = side;
      onProgress(`${work}, ${contender.name}: ${round < 1 ? 'warming up' : `round ${round} of ${count}`}`);
      const figures = await load({
        contender,
        port,
        caller: contender.caller?.works.includes(work) ? caller : null,
        serverPid: pid,
        postgresPid,
        plans,
        seconds,
      });
      (round < 1 ? player.warmUp : player.rounds).push(figures);
      // Claims that were running when the round ended are completed first.
      if (writes(work)) await delay(SETTLE_MS).then(side.reset);
    }
  }
  return { work, sides: players.map(({ side, rounds, warmUp }) => ({ name: side.contender.name, rounds, warmUp })) };
}
