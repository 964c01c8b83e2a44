// Runs the previous release's tests on this release's database schema, because the two run side by side during an
// upgrade, and people can go back. With --short, it runs only the tests about the tables, not those about servers and
// networks.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The first migration. There is no earlier release to go back to. */
const BASELINE = '0001_baseline';
const FETCH_MS = 60_000;
/** Parts of the names of the tests that read and write nearly every table. */
const ABOUT_TABLES = [
  ...['access', 'api-key', 'history', 'joining', 'manage-keys', 'new-schema', 'number-budget', 'off-boarding'],
  ...['organization.contract', 'organization-settings', 'phone.contract', 'resolve', 'session-tenant', 'claim-race'],
];

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
  // A separate Git index, so that the index of the working tree isn't changed.
  const index = { GIT_INDEX_FILE: join(folder, '.git-index') };
  if (run('git', ['read-tree', commit], ROOT, index) !== 0) return 1;
  if (run('git', ['checkout-index', '--all', `--prefix=${folder}/`], ROOT, index) !== 0) return 1;
  await rm(join(folder, 'prisma/migrations'), { recursive: true });
  await cp(join(ROOT, 'prisma/migrations'), join(folder, 'prisma/migrations'), { recursive: true });
  const witness = 'new-schema.contract.test.ts';
  await cp(join(ROOT, 'tests/previous-release', witness), join(folder, 'tests/contract', witness));
  const install = ['--yes', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline'];
  if (run('npx', install, folder) !== 0) return 1;
  const bin = join(folder, 'node_modules/.bin');
  // Some tests measure time, so a failure is tried again, in case the machine was busy. A failure caused by the schema
  // occurs twice.
  const vitest = ['run', '--config', 'vitest.workspace.ts', '--retry', '1', '--project', 'contract'];
  const names = process.argv.includes('--short') ? ABOUT_TABLES : [''];
  return run(join(bin, 'vitest'), [...vitest, ...names.map((name) => `tests/contract/${name}`)], folder);
}

/** The output of git. Null if it fails. */
function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', timeout: FETCH_MS });
  return status === 0 ? stdout.trim() : null;
}

function run(program: string, args: string[], cwd: string, variables: Record<string, string> = {}): number {
  return spawnSync(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...variables } }).status ?? 1;
}
