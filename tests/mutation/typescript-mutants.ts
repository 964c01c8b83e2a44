import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutant, mutantId } from './mutant.ts';

const STRYKER = fileURLToPath(new URL('../../bin/stryker.js', import.meta.resolve('@stryker-mutator/core')));
const RUNNER = fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'));
const RESULTS = fileURLToPath(new URL('../../.cache/mutation', import.meta.url));

interface Position {
  line: number;
  column: number;
}
interface Report {
  files: Record<
    string,
    {
      source: string;
      mutants: { status: string; replacement?: string; location: { start: Position; end: Position } }[];
    }
  >;
}

/** Runs Stryker in the copy. Every mutant without a test counts as not killed; throws if Stryker itself fails. */
export async function runTypeScriptMutants(
  dir: string,
  name: string,
  mutate: readonly string[],
  { concurrency, incremental }: { concurrency: number; incremental: boolean },
): Promise<Mutant[]> {
  const report = join(dir, 'mutation.json');
  const options = {
    testRunner: 'vitest',
    plugins: [RUNNER],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    inPlace: true,
    mutate,
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    coverageAnalysis: 'perTest',
    concurrency,
    incremental,
    incrementalFile: join(RESULTS, `${name}.json`),
    timeoutMS: 15_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    tempDirName: '.stryker-tmp',
    allowEmpty: false,
  };
  const config = join(dir, 'stryker.config.json');
  await writeFile(config, JSON.stringify(options));
  const env = { ...process.env, MUTATION_AREA: name };
  const child = spawn(process.execPath, [STRYKER, 'run', config], { cwd: dir, env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`Stryker ended with ${code}`);
  return readMutants(JSON.parse(await readFile(report, 'utf8')) as Report);
}

function readMutants({ files }: Report): Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter(({ status }) => status !== 'Ignored' && status !== 'CompileError')
      .map(({ status, replacement = '', location: { start, end } }) => ({
        id: mutantId(file, lines[start.line - 1] ?? '', textBetween(lines, start, end), replacement),
        line: start.line,
        killed: status === 'Killed' || status === 'Timeout' || status === 'RuntimeError',
      }));
  });
}

/** Lines and columns count from 1. */
function textBetween(lines: string[], start: Position, end: Position): string {
  const within = lines.slice(start.line - 1, end.line);
  within[within.length - 1] = (within.at(-1) ?? '').slice(0, end.column - 1);
  within[0] = (within[0] ?? '').slice(start.column - 1);
  return within.join('\n');
}
