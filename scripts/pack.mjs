// Packs the built packages as they are published. `pnpm pack` takes the exports of publishConfig, and writes versions for
// what says `workspace:` and `catalog:`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** What npm has of Linekeeper. */
export const PUBLISHED = ['--filter', './packages/*', '--filter', 'linekeeper'];

/** Runs pnpm at the root of the workspace. */
export const pnpm = (...args) =>
  execFileSync('npx', ['--yes', 'pnpm@12', ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });

/** Packs every package into a folder, and gives the paths of the tarballs. */
export function packInto(folder) {
  mkdirSync(folder, { recursive: true });
  pnpm('-r', ...PUBLISHED, 'pack', '--pack-destination', folder);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => join(folder, name));
}
