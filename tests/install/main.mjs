/**
 * `pnpm test:install`: packs the packages, installs them with npm into products outside this repository, and runs each
 * product's own test. Each has a PostgreSQL of its own. Name products to run only those.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packInto, ROOT } from '../../scripts/pack.mjs';

/**
 * The package.json of a product pins its other dependencies. `node`: the version that it runs with. `warns`: a dependency of
 * its own doesn't support Node 20, which is Prisma's command line here.
 */
const PRODUCTS = [
  { folder: 'tests/install/service', node: '20.19.0' },
  { folder: 'tests/install/typescript', short: true },
  { folder: 'tests/install/vite-react-18' },
  { folder: 'examples/express-prisma-react', short: true, warns: true },
  { folder: 'examples/next' },
  { folder: 'examples/service', node: '26.10.0' },
];
/** No package version that is less than a day old is installed. */
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();

const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isShort = process.argv.includes('--short');
const products = PRODUCTS.filter(({ folder, short }) =>
  named.length > 0 ? named.includes(basename(folder)) : short || !isShort,
);

const work = mkdtempSync(join(tmpdir(), 'linekeeper-install-'));
try {
  const tarballs = Object.fromEntries(packInto(join(work, 'tarballs')).map((path) => [nameOf(path), `file:${path}`]));
  const environment = {
    ...process.env,
    CHROMIUM: await chromium(),
    NEXT_TELEMETRY_DISABLED: '1',
    // Prisma's command line would download an engine, which generating a client doesn't use.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  };
  for (const product of products) {
    console.info(`\n── ${product.folder}`);
    const started = performance.now();
    await installAndTest(product, tarballs, environment);
    console.info(`── ${product.folder}: passed in ${Math.round((performance.now() - started) / 1000)} s`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function installAndTest({ folder: from, node, warns }, tarballs, environment) {
  const folder = join(work, basename(from));
  cpSync(join(ROOT, from), folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of Object.keys(manifest.dependencies))
    manifest.dependencies[name] = tarballs[name] ?? manifest.dependencies[name];
  writeFileSync(file, JSON.stringify({ ...manifest, overrides: tarballs }));
  const path = node ? `${installNode(node)}${delimiter}${environment.PATH}` : environment.PATH;
  install(folder, ...(warns ? [] : ['--engine-strict']));

  const { startEmbeddedPostgres } = await import('../../packages/embedded-postgres/dist/index.js');
  const postgres = await startEmbeddedPostgres({ dataDir: `${folder}-data` });
  try {
    const npm = (args, variables) =>
      execFileSync('npm', args, { cwd: folder, stdio: 'inherit', env: { ...environment, PATH: path, ...variables } });
    // A build has no database.
    npm(['run', '--silent', '--if-present', 'build']);
    npm(['test', '--silent'], { DATABASE_URL: postgres.ownerUrl });
  } finally {
    await postgres.stop();
  }
}

/** With `--engine-strict`, a package that doesn't support this version of Node fails the test. Products would get a warning. */
function install(folder, ...options) {
  const usual = ['--no-audit', '--no-fund', '--loglevel=error', `--before=${YESTERDAY}`];
  execFileSync('npm', ['install', ...usual, ...options], { cwd: folder, stdio: 'inherit' });
}

/** Installs this version of Node from the package registry, and returns its folder. */
function installNode(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = mkdtempSync(join(work, 'node-'));
  install(folder, '--prefix', folder, `${name}@${version}`);
  return join(folder, 'node_modules', name, 'bin');
}

async function chromium() {
  const path = createRequire(join(ROOT, 'tests/package.json')).resolve('@sparticuz/chromium');
  const { default: browser } = await import(pathToFileURL(path).href);
  return browser.executablePath();
}

/** `linekeeper-client-1.0.0.tgz` is `@linekeeper/client`. */
function nameOf(path) {
  const [, name] = /^(.+)-\d+\.\d+\.\d+.*\.tgz$/.exec(basename(path));
  return name.replace(/^linekeeper-/, '@linekeeper/');
}
