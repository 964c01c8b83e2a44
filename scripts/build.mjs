// Builds plain JavaScript of the server, the command line and the dashboard, if their sources have changed since the
// last build. Each package has a `dist` next to its `src`, with the same files in the same folders, so that relative
// paths work in both. The same files are published. Inside this workspace, importing a package imports its sources,
// unless Node runs with `--conditions=linekeeper-built`.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generateClient } from '../prisma/generate.mjs';
import { alone } from './build-lock.mjs';
import { writeDeclarations } from './declarations.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMPS = join(ROOT, 'node_modules/.cache/linekeeper');

/** The packages of the server and the command line, with their entry files. */
const SERVER_ENTRIES = [
  ['packages/phone-number', 'index.ts', 'parse-phone-number.ts'],
  ['packages/contract', 'index.ts'],
  ['packages/postgres', 'index.ts'],
  ['packages/embedded-postgres', 'index.ts'],
  ['packages/core', 'index.ts'],
  ['packages/server', 'index.ts'],
  ['packages/command', 'index.ts'],
  ['packages/legacy', 'index.ts'],
  ['apps/linekeeper', 'index.ts', 'main.ts', 'command/main.ts', 'command/bin.ts'],
];
export const SERVER_PACKAGES = SERVER_ENTRIES.map(([folder]) => folder);
/** Packages for products that install them. The server doesn't need them. */
const CLIENT_ENTRY = ['packages/client', 'index.ts', 'react/index.ts'];
/** All packages that are published to npm. */
export const PUBLISHED_PACKAGES = [...SERVER_PACKAGES, CLIENT_ENTRY[0]];
const LAUNCHER_WATCH = 'scripts/end-with-parent.mjs';
/** What a package is made from, besides its sources. */
const MORE_INPUTS = {
  'packages/core': ['prisma/schema.prisma'],
  'packages/postgres': ['prisma/migrations'],
  'apps/linekeeper': [LAUNCHER_WATCH],
};

/** One part for each package, so that a change in one is built quickly. */
const toPart = ([folder, ...entries]) => ({
  name: folder.replace('/', '-'),
  outputs: [`${folder}/dist/index.js`],
  inputs: [`${folder}/package.json`, `${folder}/src`, ...(MORE_INPUTS[folder] ?? [])],
  make: () => makePackage(folder, entries),
});
const SERVER_PARTS = SERVER_ENTRIES.map(toPart);
const DASHBOARD = {
  name: 'dashboard',
  outputs: ['apps/linekeeper/dashboard/index.html'],
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

/** Builds the server and the command line, if they are out of date. */
export async function buildServer() {
  for (const part of SERVER_PARTS) await build(part);
}

/** Builds the packages for React and for services, if they are out of date. */
const buildClient = () => build(toPart(CLIENT_ENTRY));

/** Builds the dashboard, if it is out of date. */
export const buildDashboard = () => build(DASHBOARD);

async function build(part) {
  if (isCurrent(part, digest(part))) return;
  mkdirSync(STAMPS, { recursive: true });
  // A second build would replace files that the first process is reading already.
  await alone(join(STAMPS, 'building'), () => buildAlone(part));
}

async function buildAlone(part) {
  const from = digest(part);
  if (isCurrent(part, from)) return;
  rmSync(stampOf(part), { force: true });
  const { NODE_ENV } = process.env;
  // The tests set it to `test`. Then JSX would become calls that React has only in development, and the dashboard would contain
  // React's code for development, which is twice as large.
  process.env.NODE_ENV = 'production';
  await part.make();
  // Otherwise, `pnpm dev` would have no hot reload.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  writeFileSync(stampOf(part), from);
}

const stampOf = (part) => join(STAMPS, `${part.name}-built-from`);

function isCurrent(part, from) {
  const stamp = stampOf(part);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== from) return false;
  return part.outputs.every((file) => existsSync(join(ROOT, file)));
}

/** A hash of the contents. Not of the times, because a checkout changes the times of unchanged files. */
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

/** A file, or all files below a folder that are part of a build. Paths are relative to the root. */
function filesIn(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|test-d|cases|examples)\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.includes('/generated/'))
    .sort();
}

async function makePackage(folder, entries) {
  if (folder === 'packages/core') generateClient();
  const { build: bundle } = await import('vite');
  const made = newFolder(`${folder}/dist`);
  const isClient = folder === 'packages/client';
  const inside = isClient ? '@trpc/' : '@oxc-project';
  await bundle({
    configFile: false,
    root: join(ROOT, folder),
    logLevel: 'warn',
    ssr: { noExternal: new RegExp(`^${inside}`) },
    build: {
      ssr: true,
      target: isClient ? 'es2022' : 'node20',
      minify: false,
      sourcemap: true,
      outDir: made,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(entries.map((entry) => [withoutExtension(entry), join(ROOT, folder, 'src', entry)])),
        external: new RegExp(`^(?!${inside})[^./\\0]`),
        makeAbsoluteExternalsRelative: true,
        output: isClient ? CLIENT_OUTPUT : { preserveModules: true, preserveModulesRoot: join(ROOT, folder, 'src') },
      },
    },
  });
  if (folder === 'packages/postgres') {
    cpSync(join(ROOT, 'prisma/migrations'), join(made, 'prisma/migrations'), { recursive: true });
  }
  if (folder === 'apps/linekeeper') cpSync(join(ROOT, LAUNCHER_WATCH), join(made, 'end-with-parent.mjs'));
  if (isClient) cpSync(join(ROOT, folder, 'node_modules/@trpc/client/LICENSE'), join(made, 'LICENSE-tRPC'));
  replaceFolder(made, `${folder}/dist`);
}

/**
 * The bundle includes tRPC, so that it can't conflict with a product's own tRPC, and TypeScript isn't installed as its
 * peer.
 */
const CLIENT_OUTPUT = {
  chunkFileNames: '[name].js',
  // Without this directive, Next.js would render the file's components on the server, where React has no context.
  banner: ({ name }) => (name.startsWith('react') ? "'use client';" : ''),
};

const withoutExtension = (file) => file.replace(/\.tsx?$/, '');

async function makeDashboard() {
  const root = join(ROOT, 'apps/dashboard');
  const vite = createRequire(join(root, 'package.json')).resolve('vite');
  const { build: bundle } = await import(pathToFileURL(vite).href);
  const made = newFolder('apps/linekeeper/dashboard');
  await bundle({ root, logLevel: 'warn', build: { outDir: made, emptyOutDir: true } });
  replaceFolder(made, 'apps/linekeeper/dashboard');
}

/** A folder next to the one that it will replace, so that concurrent builds don't mix their files. */
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
  await buildClient();
  await buildDashboard();
  if (process.argv.includes('--types')) writeDeclarations(ROOT, PUBLISHED_PACKAGES);
}
