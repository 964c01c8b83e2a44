// Makes plain JavaScript of the server, the command line and the dashboard, if their sources have changed since the last
// build. Each package has a `dist` beside its `src`, with the same files in the same folders, so that what is found by a path
// from a source file is found from a built one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMPS = join(ROOT, 'node_modules/.cache/linekeeper');

/** The packages that the server and the command line are made of, and where each begins. */
const SERVER_ENTRIES = [
  ['packages/phone-number', 'index.ts'],
  ['packages/contract', 'index.ts'],
  ['packages/postgres', 'index.ts'],
  ['packages/core', 'index.ts'],
  ['packages/server', 'index.ts'],
  ['packages/legacy', 'index.ts'],
  ['apps/linekeeper', 'index.ts', 'main.ts', 'command/main.ts'],
];
export const SERVER_PACKAGES = SERVER_ENTRIES.map(([folder]) => folder);

/** One part a package, so that a change in one is built quickly. */
const SERVER_PARTS = SERVER_ENTRIES.map(([folder, ...entries]) => ({
  name: folder.replace('/', '-'),
  outputs: [`${folder}/dist/index.js`],
  inputs: [`${folder}/package.json`, `${folder}/src`, ...(folder === 'packages/core' ? ['prisma/schema.prisma'] : [])],
  make: () => makePackage(folder, entries),
}));
const DASHBOARD = {
  name: 'dashboard',
  outputs: ['apps/dashboard/dist/index.html'],
  inputs: [
    ...['index.html', 'package.json', 'vite.config.ts', 'public', 'src'].map((name) => `apps/dashboard/${name}`),
    ...['packages/client', 'packages/contract', 'packages/phone-number'].flatMap((folder) => [
      `${folder}/package.json`,
      `${folder}/src`,
    ]),
  ],
  make: makeDashboard,
};
const INPUTS_OF_ALL = ['pnpm-lock.yaml', 'scripts/build.mjs'];

/** Whether the built server and command line are those of the sources as they are now. */
export const isServerBuilt = () => SERVER_PARTS.every((part) => isCurrent(part, digest(part)));

/** Builds the server and the command line, if they are out of date. */
export async function buildServer() {
  for (const part of SERVER_PARTS) await build(part);
}

/** Builds the dashboard, if it is out of date. */
export const buildDashboard = () => build(DASHBOARD);

async function build(part) {
  const from = digest(part);
  if (isCurrent(part, from)) return;
  rmSync(stampOf(part), { force: true });
  const { NODE_ENV } = process.env;
  await part.make();
  // Vite's build sets it to production, and `pnpm dev` would then have no hot reload.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stampOf(part), from);
}

const stampOf = (part) => join(STAMPS, `${part.name}-built-from`);

function isCurrent(part, from) {
  const stamp = stampOf(part);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== from) return false;
  return part.outputs.every((file) => existsSync(join(ROOT, file)));
}

/** A hash of the contents, not the times: a checkout changes the times of files that stay the same. */
function digest({ inputs }) {
  const hash = createHash('sha256');
  for (const file of [...INPUTS_OF_ALL, ...inputs].flatMap(filesIn)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** A file itself, or every file below a folder that goes into a build. Paths are relative to the root. */
function filesIn(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|test-d|cases|examples)\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.includes('/generated/'))
    .sort();
}

async function makePackage(folder, entries) {
  if (folder === 'packages/core') {
    const { status } = spawnSync(process.execPath, [join(ROOT, 'prisma/generate.mjs')], { stdio: 'inherit' });
    if (status !== 0) throw new Error('The Prisma client could not be generated');
  }
  const { build: bundle } = await import('vite');
  const made = newFolder(`${folder}/dist`);
  await bundle({
    configFile: false,
    root: join(ROOT, folder),
    logLevel: 'warn',
    plugins: [builtPackages],
    ssr: { noExternal: /^@(oxc-project|linekeeper)/ },
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir: made,
      emptyOutDir: true,
      rolldownOptions: {
        input: entries.map((entry) => join(ROOT, folder, 'src', entry)),
        external: /^(?!@oxc-project|@linekeeper)[^./\0]/,
        makeAbsoluteExternalsRelative: true,
        output: { preserveModules: true, preserveModulesRoot: join(ROOT, folder, 'src'), entryFileNames: '[name].js' },
      },
    },
  });
  replaceFolder(made, `${folder}/dist`);
}

async function makeDashboard() {
  const root = join(ROOT, 'apps/dashboard');
  const vite = createRequire(join(root, 'package.json')).resolve('vite');
  const { build: bundle } = await import(pathToFileURL(vite).href);
  const made = newFolder('apps/dashboard/dist');
  await bundle({ root, logLevel: 'warn', build: { outDir: made, emptyOutDir: true } });
  replaceFolder(made, 'apps/dashboard/dist');
}

/** The packages of ours are imported by the path of their built files: plain node finds them without any option. */
const builtPackages = {
  name: 'built-packages',
  enforce: 'pre',
  resolveId: (name) => {
    const [, folder] = /^@linekeeper\/([\w-]+)$/.exec(name) ?? [];
    return folder ? { id: join(ROOT, 'packages', folder, 'dist/index.js'), external: true } : null;
  },
};

/** A folder beside the one that it will replace, so that two builds at once don't mix their files. */
function newFolder(folder) {
  const made = join(ROOT, `${folder}-${process.pid}`);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  return made;
}

function replaceFolder(made, folder) {
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  renameSync(made, join(ROOT, folder));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildServer();
  await buildDashboard();
}
