import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packInto } from '../../scripts/pack.mjs';

/**
 * `pnpm test:install`: packs the packages, installs them with npm into products outside this repository, and runs each
 * product's own test. A product is a folder here: its package.json pins what it has besides Linekeeper.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PRODUCTS = fileURLToPath(new URL('.', import.meta.url));
const SHORT = ['service', 'typescript'];
/** Nothing younger than a day is installed. */
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();

const all = readdirSync(PRODUCTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const products = named.length > 0 ? named : process.argv.includes('--short') ? SHORT : all.map(({ name }) => name);

const work = mkdtempSync(join(tmpdir(), 'linekeeper-install-'));
try {
  execFileSync(process.execPath, ['scripts/build.mjs', '--types'], { cwd: ROOT, stdio: 'inherit' });
  const tarballs = packInto(join(work, 'tarballs'));
  for (const product of products) {
    console.info(`\n── ${product}`);
    installAndTest(product, tarballs);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function installAndTest(product, tarballs) {
  const folder = join(work, product);
  cpSync(join(PRODUCTS, product), folder, { recursive: true });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const ours = manifest.linekeeper.map((name) => [name, `file:${tarballOf(name, tarballs)}`]);
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, ...Object.fromEntries(ours) } }),
  );
  const npm = (...args) => execFileSync('npm', args, { cwd: folder, stdio: 'inherit' });
  npm('install', '--no-audit', '--no-fund', '--loglevel=error', `--before=${YESTERDAY}`);
  npm('test', '--silent');
}

function tarballOf(name, tarballs) {
  const start = `${name.replace('@', '').replace('/', '-')}-`;
  const found = tarballs.find(
    (path) => basename(path).startsWith(start) && /^\d/.test(basename(path).slice(start.length)),
  );
  if (!found) throw new Error(`There is no tarball of ${name}`);
  return found;
}
