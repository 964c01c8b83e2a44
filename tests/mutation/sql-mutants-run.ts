import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';
import { mutantId } from './mutant.ts';
import type { SqlMutant } from './sql-mutant.ts';

/** Makes each change in the copy by itself, and runs the area's tests on PostgreSQL until the first that fails. */
export async function runSqlMutants(dir: string, name: string, mutants: readonly SqlMutant[]): Promise<Mutant[]> {
  if (!(await testsPass(dir, name))) throw new Error('The tests fail without any change');
  const results: Mutant[] = [];
  for (const { file, search, replace } of mutants) {
    const path = join(dir, file);
    const source = await readFile(path, 'utf8');
    const parts = source.split(search);
    if (parts.length !== 2) throw new Error(`${file}: found ${parts.length - 1} times instead of once: ${search}`);
    await writeFile(path, parts.join(replace));
    const killed = !(await testsPass(dir, name));
    await writeFile(path, source);
    const line = (parts[0] ?? '').split('\n').length;
    results.push({ id: mutantId(file, 'SQL', search, replace), line, killed });
    console.info(`SQL ${results.length}/${mutants.length} ${killed ? 'killed' : 'survived'}: ${search}`);
  }
  return results;
}

async function testsPass(dir: string, name: string): Promise<boolean> {
  const vitest = join(dir, 'tests/node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--config', 'tests/mutation/vitest.config.ts', '--bail', '1', '--reporter', 'dot'];
  const env = { ...process.env, MUTATION_AREA: name };
  const child = spawn(process.execPath, args, { cwd: dir, env, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}
