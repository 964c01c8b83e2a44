import type { DuplicateFigures } from './duplicates.ts';
import type { Machine } from './machine.ts';
import type { Settings } from './settings.ts';
import type { Spread } from './statistics.ts';
import type { OperationSummary, SideSummary } from './summary.ts';
import { MIX, type Operation } from './workload.ts';

const ABOUT = `Two servers, each in a process of its own with NODE_ENV=production, on databases of one PostgreSQL.
  Linekeeper        as \`pnpm start\` runs it. For every request: session, member and role are read from PostgreSQL, the
                    number is parsed with all numbering plans, the answer is checked against the contract; security
                    headers; a log line. check: 2 statements. claim: 2 statements, and no duplicate is possible.
  Express + Prisma  Express 5, as the analysis of the legacy system recommends. For every request: a JWT is verified, its
                    tenant and permission are trusted without a query; the number is stripped and matched with a regex.
                    No log, security headers or limits. check: 1 statement. claim: looks for another holder, then
                    writes, 2 statements; only the unique index keeps duplicates out, and two spellings are two lines.
`;

const MEANING: Record<Operation, string> = {
  check: 'is a number available?',
  claim: 'make a number ours',
};

export interface ReportInput {
  machine: Machine;
  settings: Settings;
  summaries: readonly OperationSummary[];
  duplicates: readonly DuplicateFigures[];
}

export function reportText({ machine, settings, summaries, duplicates }: ReportInput): string {
  const { connections, poolSize, seconds, rounds } = settings;
  return [
    ABOUT,
    `Node ${machine.node}, ${machine.system}, ${machine.cores} cores (${machine.processor}), load before ${machine.loadBefore}`,
    `PostgreSQL ${machine.postgres}, synchronous_commit ${machine.synchronousCommit}, ${poolSize} connections of each server`,
    `${connections} connections, one request at a time each; ${rounds} rounds of ${seconds} s a side, in turn`,
    ...summaries.map((summary) => `\n${operationText(summary)}`),
    '\nTwo companies claim one free number concurrently. How often both got it:',
    ...duplicates.map(({ name, races, duplicates: count }) => `  ${name}: ${count} of ${races}`),
    '',
  ].join('\n');
}

function operationText({ operation, sides, ratio }: OperationSummary): string {
  const { free, own, taken } = MIX[operation];
  const table = [
    ['', 'requests/s', '(min–max)', 'p50 ms', 'p99 ms', 'CPU ms/request', 'requests', 'errors'],
    ...sides.map(cells),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const names = sides.map(({ name }) => name).join(' ÷ ');
  return [
    `${operation}: ${MEANING[operation]} (${free}0 % free, ${own}0 % own, ${taken}0 % taken)`,
    ...lines.map((line) => `  ${line}`),
    `  ${names}: ${ratio.median.toFixed(2)} (median of the rounds' ratios, ${spread(ratio, 2)})`,
    ...sides
      .filter(({ firstError }) => firstError)
      .map(({ name, firstError }) => `  ${name}, first error: ${firstError}`),
  ].join('\n');
}

function cells({ name, requestsPerSecond, p50, p99, cpuMilliseconds, requests, errors }: SideSummary): string[] {
  return [
    name,
    Math.round(requestsPerSecond.median).toLocaleString('en'),
    `(${spread(requestsPerSecond, 0)})`,
    p50.toFixed(1),
    p99.toFixed(1),
    cpuMilliseconds === null ? '–' : cpuMilliseconds.toFixed(2),
    requests.toLocaleString('en'),
    String(errors),
  ];
}

function spread({ min, max }: Spread, digits: number): string {
  const text = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text(min)}–${text(max)}`;
}
