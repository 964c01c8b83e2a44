import { readFile, writeFile } from 'node:fs/promises';
import type { BenchFigures } from './bench.ts';
import { figuresSvg } from './svg.ts';
import { GOAL_HEAD, generatorText, goalRow, markdownTable, WORK_HEAD, workRow } from './tables.ts';
import { WORKS } from './work.ts';

// `pnpm bench:page [FILE]`: fills the figures in docs/performance.md from the JSON of a run, and draws the picture.

const PAGE = 'docs/performance.md';
const PICTURE = 'docs/pictures/performance.svg';
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];

const figures = JSON.parse(await readFile(process.argv[2] ?? 'bench/figures.json', 'utf8')) as BenchFigures;
const page = await readFile(PAGE, 'utf8');
const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]];
if (before === undefined || after === undefined) throw new Error(`${PAGE} has no place for the figures`);
await writeFile(PAGE, `${before}${BEGIN}\n\n${figuresText(figures)}\n\n${END}${after}`);
await writeFile(PICTURE, figuresSvg(figures.summaries));

function figuresText({ machine, settings, summaries, goals, processes, generatorCeiling }: BenchFigures): string {
  const { rounds, seconds, warmUpSeconds, connections, poolSize } = settings;
  return [
    `Node ${machine.node}, ${machine.system}, ${machine.cores} cores (${machine.processor}), PostgreSQL ${machine.postgres} with
synchronous_commit ${machine.synchronousCommit}. ${rounds} interleaved rounds of ${seconds} s, after ${warmUpSeconds} s of warm-up for each contender. ${connections} connections
with one request at a time each, ${poolSize} database connections for each server. Load of the machine before: ${machine.loadBefore}.`,
    ...summaries.map(
      ({ work, sides }) => `**${work}**: ${WORKS[work]}\n\n${markdownTable([WORK_HEAD, ...sides.map(workRow)])}`,
    ),
    `### Goals\n\n${markdownTable([GOAL_HEAD, ...goals.map(goalRow)])}`,
    `### Processes\n\n${markdownTable([
      ['', 'ready after ms', 'MB idle', 'MB after load', 'MB peak'],
      ...processes.map(({ name, startMs, idleMb, afterMb, peakMb }) => [
        name,
        ...[startMs, idleMb, afterMb, peakMb].map((value) => Math.round(value).toLocaleString('en')),
      ]),
    ])}`,
    `The load generator reaches ${Math.round(generatorCeiling).toLocaleString('en')} requests/s with a server that answers immediately. ${generatorText(summaries)}`,
  ].join('\n\n');
}
