import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of this repository whose files can be edited while others read the original. */
export interface RepositoryCopy extends AsyncDisposable {
  folder: string;
  /** Replaces text in a file. Throws if the pattern isn't in it. */
  edit(file: string, pattern: RegExp, replacement: string): Promise<void>;
}

export async function copyRepository(): Promise<RepositoryCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-dev-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const files = String(listed)
    .split('\n')
    .filter((file) => file && existsSync(join(ROOT, file)));
  for (const file of files) await cp(join(ROOT, file), join(folder, file));
  const homes = new Set(files.filter((file) => file.endsWith('package.json')).map(dirname));
  for (const home of homes) await linkDependencies(home, folder);
  return {
    folder,
    async edit(file, pattern, replacement) {
      const path = join(folder, file);
      const text = await readFile(path, 'utf8');
      if (!pattern.test(text)) throw new Error(`${file} has no ${pattern}`);
      await writeFile(path, text.replace(pattern, replacement));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** pnpm's links are relative: those to our packages then lead into the copy, all others to the store of the original. */
async function linkDependencies(home: string, folder: string): Promise<void> {
  const from = join(ROOT, home, 'node_modules');
  if (!existsSync(from)) return;
  const entries = (await readdir(from)).filter((name) => !['.cache', '.vite', '.pnpm'].includes(name));
  for (const name of entries) {
    await cp(join(from, name), join(folder, home, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  }
  if (home === '.') await symlink(join(from, '.pnpm'), join(folder, 'node_modules/.pnpm'));
}
