import type { GoalFigures } from './goals.ts';
import type { Spread } from './statistics.ts';
import type { RoundSummary, SideSummary, WorkSummary } from './summary.ts';

export const WORK_HEAD = [
  '',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'server CPU ms',
  'PostgreSQL CPU ms',
  '÷ Express + Prisma',
];

export function workRow(side: SideSummary): string[] {
  const cpu = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  return [
    side.name,
    Math.round(side.requestsPerSecond.median).toLocaleString('en'),
    side.p50.toFixed(1),
    side.p99.toFixed(1),
    cpu(side.serverCpu),
    cpu(side.postgresCpu),
    side.ratio ? ratioText(side.ratio) : '–',
  ];
}

/** Requests per second and processor time of the server in each round. Those of the warm-up are in brackets. */
export function roundRows({ name, warmUp, rounds }: SideSummary): string[][] {
  const row = (title: string, text: (round: RoundSummary) => string) => [
    title,
    ...warmUp.map((round) => `(${text(round)})`),
    ...rounds.map(text),
  ];
  return [
    row(`${name}, requests/s`, (round) => Math.round(round.requestsPerSecond).toLocaleString('en')),
    row('  server CPU ms', ({ serverCpu }) => cpuText(serverCpu)),
    row('  PostgreSQL CPU ms', ({ postgresCpu }) => cpuText(postgresCpu)),
  ];
}

const cpuText = (value: number | null) => (value === null ? '–' : value.toFixed(3));

export const GOAL_HEAD = ['', 'of', 'compared with', 'goal', 'measured', ''];

export function goalRow({ work, of, to, atLeast, ratio }: GoalFigures): string[] {
  return [work, of, to, `≥ ${atLeast}`, ratioText(ratio), ratio.median >= atLeast ? 'reached' : 'missed'];
}

export function ratioText({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

/** A table for a terminal: the first column to the left, the others to the right. */
export function textTable(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n');
}

export function markdownTable([head = [], ...rows]: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

export function generatorText(summaries: readonly WorkSummary[]): string {
  const busiest = Math.max(...summaries.flatMap(({ sides }) => sides.map((side) => side.generatorLoad)));
  return `In the busiest round the load generator used ${Math.round(busiest * 100)} % of one processor.`;
}
