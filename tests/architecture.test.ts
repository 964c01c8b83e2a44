import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ARCHITECTURE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g;

interface Import {
  file: string;
  from: string;
}

/** Every file that git knows or would add, below a folder. */
function filesBelow(folder: string): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', folder], {
    cwd: ROOT,
  });
  return String(listed)
    .split('\n')
    .filter((file) => file && existsSync(join(ROOT, file)));
}

/** The imports of a folder's code. Tests and their tables aren't included, because they can import more. */
function importsOf(folder: string): Import[] {
  const code = filesBelow(`${folder}/src`).filter(
    (file) => /\.tsx?$/.test(file) && !/\.(test|test-d|cases|examples|arbitraries)\.tsx?$/.test(file),
  );
  return code.flatMap((file) => importsIn(file, readFileSync(join(ROOT, file), 'utf8')));
}

function importsIn(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, from, lazily]) => ({ file, from: (from ?? lazily) as string }));
}

const ours = ({ from }: Import) =>
  /^(?:@linekeeper\/)?(phone-number|contract|embedded-postgres|postgres|core|command|legacy|client|server|linekeeper|dashboard)(?:$|\/)/.exec(
    from,
  )?.[1];
const uniqueSorted = (names: (string | undefined)[]) => [...new Set(names.filter((name) => name !== undefined))].sort();

/**
 * The targets of imports, in the form of the table's arrows: our packages, and other packages if the arrow names any.
 */
function targetsOf(imports: readonly Import[], targets: readonly string[]): string[] {
  const houses = new Set(PICTURE.map(({ folder }) => folder.replace(/^\w+\//, '')));
  const outside = imports.filter(({ from }) => !/^[.@]|^node:/.test(from)).map(({ from }) => from.split('/')[0]);
  const named = targets.some((name) => !houses.has(name)) ? outside : [];
  return uniqueSorted([...imports.map(ours), ...named]);
}

/** The rows of the table of packages in docs/architecture.md: a folder, and the packages that it imports. */
const PICTURE = [...ARCHITECTURE.matchAll(/^((?:packages|apps)\/[\w-]+)\s.*→ (.+)$/gm)].map(([, folder, arrow]) => ({
  folder: folder as string,
  targets: (arrow as string).split(', '),
}));

describe('the table of packages in docs/architecture.md', () => {
  it('lists every package and app, and no other folder', () => {
    const folders = new Set(
      ['packages', 'apps'].flatMap(filesBelow).map((file) => file.split('/').slice(0, 2).join('/')),
    );
    expect(PICTURE.map(({ folder }) => folder).sort()).toEqual([...folders].sort());
  });

  it.each(PICTURE)('names exactly the imports of $folder', ({ folder, targets }) => {
    const imports = importsOf(folder);
    expect(imports.length).toBeGreaterThan(5);
    expect(targetsOf(imports, targets)).toEqual([...targets].sort());
  });

  it.each([
    ['packages/phone-number', "import { ok } from '@linekeeper/contract';"],
    ['packages/postgres', "import { Outcome } from '@linekeeper/contract';"],
    ['packages/core', "export { censusOf } from '@linekeeper/legacy';"],
    ['packages/legacy', "import { runCommandLine } from 'linekeeper';"],
    ['packages/client', "import type { AppRouter } from '@linekeeper/core';"],
    ['apps/dashboard', "const core = await import('@linekeeper/core');"],
    ['packages/phone-number', "import pg from 'pg';"],
  ])('notices a planted import in %s: %s', (folder, planted) => {
    const row = PICTURE.find((one) => one.folder === folder);
    const imports = [...importsOf(folder), ...importsIn(`${folder}/src/planted.ts`, planted)];
    expect(row && targetsOf(imports, row.targets)).not.toEqual([...(row?.targets ?? [])].sort());
  });

  it('code imports a package only through its exports, never a file inside it', () => {
    const inner = (imports: Import[]) =>
      imports.filter(
        ({ from }) => /^@linekeeper\/[\w-]+\/(?!react$|parser$)/.test(from) || /\.\.\/(packages|apps)\//.test(from),
      );
    expect(inner(PICTURE.flatMap(({ folder }) => importsOf(folder)))).toEqual([]);
    for (const from of ['@linekeeper/core/src/database.ts', '../../../packages/core/src/database.ts']) {
      expect(
        inner(importsIn('packages/server/src/planted.ts', `import { openDatabase } from '${from}';`)),
      ).toHaveLength(1);
    }
  });
});

it.each([
  ['Prisma and pg', /^(@prisma\/|pg$|prisma)/, /^packages\/(postgres|embedded-postgres|core|legacy)\//],
  ['libphonenumber-js', /^libphonenumber-js/, /^packages\/phone-number\//],
  ['Fastify', /^(@fastify\/|fastify$)/, /^apps\/linekeeper\//],
])('%s stays in its folders', (_, pattern, folder) => {
  const importers = PICTURE.flatMap((row) => importsOf(row.folder)).filter(({ from }) => pattern.test(from));
  expect(importers.length).toBeGreaterThan(0);
  expect(importers.filter(({ file }) => !folder.test(file))).toEqual([]);
});

it('libphonenumber-js is always imported with its max metadata, so that client and server agree', () => {
  const entries = importsOf('packages/phone-number').filter(({ from }) => from.startsWith('libphonenumber-js'));
  expect(entries.filter(({ from }) => !/^libphonenumber-js\/max$/.test(from))).toEqual([]);
});

it('no hand-written file has more than 250 lines', () => {
  const written = filesBelow('.').filter(
    (file) => !/(^|\/)(pnpm-lock\.yaml|.*\.differences\.json|.*\.(svg|png))$/.test(file),
  );
  expect(written.length).toBeGreaterThan(100);
  const long = written
    .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > 250);
  expect(long).toEqual([]);
});

it('no folder is a collection of unrelated things, such as utils', () => {
  const vague = filesBelow('.').filter((file) =>
    /\/(utils?|shared|common|types|errors|validators|helpers)(\/|\.tsx?$)/.test(file),
  );
  expect(vague).toEqual([]);
});

describe.each(filesBelow('.').filter((file) => /^([^/]+|docs\/.*|bench\/README)\.md$/.test(file)))('%s', (page) => {
  it('the documentation names only paths that exist', () => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) =>
      join(dirname(page), link as string),
    );
    const code = [...text.matchAll(/`((?:packages|apps|tests|bench|docs|prisma|scripts)\/[^`*<\s]*)`/g)].map(
      ([, path]) => (path as string).replace(/:\d+$/, ''),
    );
    expect([...links, ...code].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

it('the pages of documentation name many paths', () => {
  for (const page of ['README.md', 'docs/architecture.md', 'docs/security.md']) {
    expect(readFileSync(join(ROOT, page), 'utf8').match(/\]\([^)#:]+\)/g)?.length).toBeGreaterThan(5);
  }
});

it('CI runs the tests and then the rest of `pnpm all`', () => {
  const run = readFileSync(join(ROOT, '.ci/run'), 'utf8');
  expect(run.match(/^npx .*$/gm)).toEqual(['npx --yes pnpm@12 test', 'npx --yes pnpm@12 all --without test']);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const list = readFileSync(join(ROOT, 'scripts/all.mjs'), 'utf8');
  const commands = [...list.matchAll(/^ +'([^']+)',/gm)].map(([, command]) => command as string);
  expect(commands).toContain('test');
  expect(commands.filter((command) => !scripts[command.split(' ')[0] as string])).toEqual([]);
});
