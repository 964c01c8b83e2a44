import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import { type Mutant, mutantId } from '../mutant.ts';
import type { SqlMutant } from './sql-mutant.ts';

/** Makes each change in the copy by itself, and runs the tests that must notice until the first that fails. */
export async function runSqlMutants(dir: string, name: string, mutants: readonly SqlMutant[]): Promise<Mutant[]> {
  if (mutants.length === 0) return [];
  process.env.MUTATION_AREA = name;
  const vitest = await createVitest('test', {
    root: dir,
    config: join(dir, 'tests/mutation/vitest.config.ts'),
    watch: false,
    bail: 1,
    maxWorkers: 1,
    reporters: [{}],
  });
  try {
    const all = [...new Set(mutants.flatMap(({ tests }) => tests))];
    if (!(await testsPass(vitest, all))) throw new Error('The tests fail without any change');
    const results: Mutant[] = [];
    for (const mutant of mutants) {
      const result = await runSqlMutant(vitest, dir, mutant);
      results.push(result);
      console.info(`SQL ${results.length}/${mutants.length} ${result.killed ? 'killed' : 'survived'}: ${result.id}`);
    }
    return results;
  } finally {
    await vitest.close();
  }
}

async function runSqlMutant(vitest: Vitest, dir: string, { file, search, replace, tests }: SqlMutant): Promise<Mutant> {
  const path = join(dir, file);
  const source = await readFile(path, 'utf8');
  const parts = source.split(search);
  if (parts.length !== 2) throw new Error(`${file}: found ${parts.length - 1} times instead of once: ${search}`);
  await writeFile(path, parts.join(replace));
  vitest.invalidateFile(path);
  const killed = !(await testsPass(vitest, tests));
  await writeFile(path, source);
  vitest.invalidateFile(path);
  return { id: mutantId(file, 'SQL', search, replace), line: (parts[0] ?? '').split('\n').length, killed };
}

async function testsPass(vitest: Vitest, tests: readonly string[]): Promise<boolean> {
  const specifications = await vitest.globTestSpecifications([...tests]);
  if (specifications.length < tests.length) throw new Error(`Some of these tests don't exist: ${tests.join(', ')}`);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
}
