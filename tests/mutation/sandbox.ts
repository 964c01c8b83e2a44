import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a run of the tests doesn't need. */
const LEFT_OUT = new Set(['.git', '.linekeeper', '.cache', 'dist']);

/**
 * A copy of the repository in which files can be broken. The workspace's links between packages are relative and so
 * point into the copy; only the installed dependencies are shared.
 */
export async function createSandbox(): Promise<{ dir: string } & AsyncDisposable> {
  const dir = await mkdtemp(join(tmpdir(), 'linekeeper-mutation-'));
  await cp(ROOT, dir, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !LEFT_OUT.has(basename(source)) && source !== join(ROOT, 'node_modules'),
  });
  await symlink(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
