import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from '../mutation/sandbox.ts';
import type { Guard } from './guard.ts';
import { GUARDS } from './guards.ts';

// `pnpm test:guards [--unit | --server | --takeover] [text]`: removes guards from a copy of the code and fails if a guard's
// test doesn't fail. Guards with different tests are removed together; each test has to fail. `text`: only guards whose promise,
// file or test contains it.
/** So few that their tests end soon. */
const MAX_TOGETHER = 8;
const kind = process.argv[2];
const [text = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
await using sandbox = await createSandbox();
const survivors: Guard[] = [];
const isWanted = (one: string) => kind === undefined || !kind.startsWith('--') || kind === one;
if (isWanted('--unit')) runAll(GUARDS.unit, 'unit');
if (isWanted('--server')) runAll(GUARDS.server, 'contract');
if (isWanted('--takeover')) runAll(GUARDS.takeover, 'takeover');
console.info(`${survivors.length} guards whose test didn't fail`);
process.exitCode = survivors.length > 0 ? 1 : 0;

interface Result {
  message: string;
  assertionResults: { status: string; fullName: string }[];
}
type Project = 'unit' | 'contract' | 'takeover';

function runAll(guards: readonly Guard[], project: Project): void {
  const chosen = guards.filter(({ promise, file, test }) => [promise, file, test].some((one) => one.includes(text)));
  // If a test already fails without any change, it can't show anything about the guard.
  const failing = new Set(chosen.length > 0 ? failuresOf(runTests(testsOf(chosen), project)) : []);
  for (const name of failing) console.info(`FAILS WITHOUT ANY CHANGE: ${name}`);
  for (const round of rounds(chosen)) {
    // A guard that survived among others is removed again by itself, because another guard might have hidden it.
    for (const guard of run(round, project, failing)) {
      survivors.push(...(round.length > 1 ? run([guard], project, failing) : [guard]));
    }
  }
}

/** Returns those whose test didn't fail. */
function run(guards: readonly Guard[], project: Project, failing: ReadonlySet<string>): Guard[] {
  const restore = guards.map(remove);
  const results = runTests(testsOf(guards), project);
  for (const put of restore.reverse()) put();
  return guards.filter(({ promise, test, title = '' }) => {
    const result = resultOf(results, test);
    const failed = failuresOf([result]).filter((name) => name.includes(title) && !failing.has(name));
    const what = failed.length > 0 ? `noticed by "${failed[0]}"` : `NOT NOTICED ${result.message}`;
    console.info(`${promise} (${test}): ${what}, ${failed.length} of ${result.assertionResults.length} tests`);
    return failed.length === 0;
  });
}

/** Returns a function that restores the code. */
function remove({ file, search, replace }: Guard): () => void {
  const path = join(sandbox.dir, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(search);
  if (parts.length !== 2) throw new Error(`${file}: found ${parts.length - 1} times instead of once: ${search}`);
  writeFileSync(path, parts.join(replace));
  return () => writeFileSync(path, source);
}

function runTests(tests: readonly string[], project: Project): (Result & { name: string })[] {
  const output = join(sandbox.dir, 'guards.json');
  writeFileSync(output, '{"testResults":[]}');
  const vitest = join(sandbox.dir, 'tests/node_modules/vitest/vitest.mjs');
  const options = ['--config', 'tests/guards/vitest.config.ts', '--project', project];
  const report = ['--reporter', 'json', '--outputFile', output];
  spawnSync(process.execPath, [vitest, 'run', ...options, ...report, ...tests], {
    cwd: sandbox.dir,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return (JSON.parse(readFileSync(output, 'utf8')) as { testResults: (Result & { name: string })[] }).testResults;
}

function testsOf(guards: readonly Guard[]): string[] {
  return [...new Set(guards.map(({ test }) => test))];
}

function resultOf(results: readonly (Result & { name: string })[], test: string): Result {
  return results.find(({ name }) => name.endsWith(test)) ?? { message: 'It did not run', assertionResults: [] };
}

function failuresOf(results: readonly Result[]): string[] {
  return results.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
}

/** Rounds in which no two guards share a test, nor a file without titles of their own, nor code. */
function rounds(guards: readonly Guard[]): Guard[][] {
  const made: Guard[][] = [];
  for (const guard of guards) {
    const isSameCode = (other: Guard) =>
      other.file === guard.file && (other.search.includes(guard.search) || guard.search.includes(other.search));
    const isApart = (other: Guard) =>
      !isSameCode(other) &&
      (guard.title !== undefined && other.title !== undefined
        ? other.test !== guard.test || other.title !== guard.title
        : other.test !== guard.test && other.file !== guard.file);
    const free = made.find((round) => round.length < MAX_TOGETHER && round.every(isApart));
    if (free) free.push(guard);
    else made.push([guard]);
  }
  return made;
}
