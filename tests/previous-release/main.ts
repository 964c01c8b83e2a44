// The previous release with the database schema of this one: its promises are kept while the two run side by side, and
// if people have to go back to it.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The first migration. What came before it isn't a release that can be gone back to. */
const BASELINE = '0001_baseline';
const FETCH_MS = 60_000;

const expanding = (await readdir(join(ROOT, 'prisma/migrations'), { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && entry.name !== BASELINE)
  .map(({ name }) => `prisma/migrations/${name}/migration.sql`)
  .sort();
const previous = expanding[0] === undefined ? null : findPrevious(expanding[0]);
if (expanding.length === 0) {
  console.info('There is one migration, so no previous release has another schema: 0 passed, 0 failed');
} else if (previous === null) {
  console.error(`\nLEFT OUT: the tests of the previous release. Git's history here doesn't reach back to the commit before
${expanding[0]} and can't be fetched. Clone with the whole history (fetch-depth: 0) to run them.\n`);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-previous-'));
  try {
    process.exitCode = await testAgainstNewSchema(previous, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The parent of the commit that added a migration; null if the history doesn't have it. */
function findPrevious(migration: string): string | null {
  if (git('rev-parse', '--is-shallow-repository') !== 'false') git('fetch', '--unshallow', '--quiet');
  if (git('rev-parse', '--is-shallow-repository') !== 'false') return null;
  const added = git('log', '--diff-filter=A', '--format=%H', '--', migration)?.split('\n').at(-1);
  return added ? git('rev-parse', '--verify', `${added}^`) : null;
}

async function testAgainstNewSchema(commit: string, folder: string): Promise<number> {
  console.info(`The contract tests of ${git('log', '-1', '--format=%h "%s"', commit)}, on the schema of this tree`);
  // An index of its own, so that the one of the working tree stays as it is.
  const index = { GIT_INDEX_FILE: join(folder, '.git-index') };
  if (run('git', ['read-tree', commit], ROOT, index) !== 0) return 1;
  if (run('git', ['checkout-index', '--all', `--prefix=${folder}/`], ROOT, index) !== 0) return 1;
  await rm(join(folder, 'prisma/migrations'), { recursive: true });
  await cp(join(ROOT, 'prisma/migrations'), join(folder, 'prisma/migrations'), { recursive: true });
  const witness = 'new-schema.contract.test.ts';
  await cp(join(ROOT, 'tests/previous-release', witness), join(folder, 'tests/contract', witness));
  const install = ['--yes', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline'];
  if (run('npx', install, folder) !== 0) return 1;
  // The dashboard's routes answer all other paths.
  const bin = join(folder, 'node_modules/.bin');
  if (run(join(bin, 'vite'), ['build', 'apps/dashboard', '--logLevel', 'warn'], folder) !== 0) return 1;
  // Some measure time: a second try for a busy machine. What the schema breaks, breaks twice.
  const vitest = ['run', '--config', 'vitest.workspace.ts', '--retry', '1', '--project', 'contract', 'tests/contract'];
  return run(join(bin, 'vitest'), vitest, folder);
}

/** The output of git. Null if it fails. */
function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', timeout: FETCH_MS });
  return status === 0 ? stdout.trim() : null;
}

function run(program: string, args: string[], cwd: string, variables: Record<string, string> = {}): number {
  return spawnSync(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...variables } }).status ?? 1;
}
