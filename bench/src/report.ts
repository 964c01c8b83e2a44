import type { BenchFigures } from './bench.ts';
import { GOAL_HEAD, generatorText, goalRow, roundRows, textTable, WORK_HEAD, workRow } from './tables.ts';
import { WORKS } from './work.ts';

export function reportText(figures: BenchFigures): string {
  const { machine, settings, summaries, goals, processes, generatorCeiling } = figures;
  const { connections, poolSize, seconds, rounds, warmUpSeconds } = settings;
  return [
    `Node ${machine.node}, ${machine.system}, ${machine.cores} cores (${machine.processor}), load before ${machine.loadBefore}`,
    `PostgreSQL ${machine.postgres}, synchronous_commit ${machine.synchronousCommit}, ${poolSize} connections of each server`,
    `${connections} connections, one request at a time each; ${rounds} rounds of ${seconds} s, in turn, after ${warmUpSeconds} s that aren't counted`,
    ...summaries.map(({ work, sides }) =>
      [
        `\n${work}: ${WORKS[work]}`,
        textTable([WORK_HEAD, ...sides.map(workRow)]),
        '',
        textTable(sides.flatMap(roundRows)),
        ...sides
          .filter(({ errors }) => errors > 0)
          .map((side) => `  ${side.name}: ${side.errors} errors, first: ${side.firstError}`),
      ].join('\n'),
    ),
    '\nGoals, in requests/s',
    textTable([GOAL_HEAD, ...goals.map(goalRow)]),
    '\nProcesses',
    textTable([
      ['', 'ready after ms', 'MB idle', 'MB after load', 'MB peak'],
      ...processes.map(({ name, startMs, idleMb, afterMb, peakMb }) => [
        name,
        ...[startMs, idleMb, afterMb, peakMb].map((value) => Math.round(value).toLocaleString('en')),
      ]),
    ]),
    '',
    `The load generator reaches ${Math.round(generatorCeiling).toLocaleString('en')} requests/s with a server that answers immediately.`,
    generatorText(summaries),
    '',
  ].join('\n');
}
