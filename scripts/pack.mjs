// Packs the built packages as they are published. `pnpm pack` takes the exports of publishConfig, and replaces
// `workspace:` and `catalog:` with versions. `pnpm tarballs FOLDER` builds and packs, to install the packages in a
// product.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The packages that are published to npm. */
export const PUBLISHED = ['--filter', './packages/*', '--filter', 'linekeeper'];

/** Runs pnpm at the root of the workspace. */
export const pnpm = (...args) =>
  execFileSync('npx', ['--yes', 'pnpm@12', ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });

/** Builds and packs every package into a folder, and gives the paths of the tarballs. */
export function packInto(folder) {
  execFileSync(process.execPath, ['scripts/build.mjs', '--types'], { cwd: ROOT, stdio: 'inherit' });
  mkdirSync(folder, { recursive: true });
  pnpm('-r', ...PUBLISHED, 'pack', '--pack-destination', folder);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => join(folder, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder] = process.argv;
  if (!folder) throw new Error('Name the folder for the tarballs: pnpm tarballs FOLDER');
  for (const tarball of packInto(resolve(folder))) console.info(tarball);
}
