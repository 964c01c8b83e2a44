import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyRepository } from '../dev/repository-copy.ts';

// `pnpm test:without-legacy`: deletes packages/legacy and the lines that register it in a temporary copy. Everything else must
// compile, and every unit and contract test that isn't about the takeover must pass. `--short`: only the tests of the REST
// endpoint, of claims and of the rules for the sources.

/** The lines that register packages/legacy. */
const REGISTRATIONS: [string, RegExp][] = [
  ['tsconfig.json', /\s*\{\s*"path": "packages\/legacy"\s*\},/],
  ['apps/linekeeper/tsconfig.json', /,\s*\{ "path": "..\/..\/packages\/legacy" \}/],
  ['apps/linekeeper/package.json', /\s*"@linekeeper\/legacy": "workspace:[*^]",/],
  ['apps/linekeeper/src/command/command-line.ts', /import .* from '@linekeeper\/legacy';\n/],
  ['apps/linekeeper/src/command/command-line.ts', /\s*\.\.\.TAKEOVER_COMMANDS,/],
  ['apps/linekeeper/src/start-server.ts', /import .* from '@linekeeper\/legacy';\n/],
  ['apps/linekeeper/src/start-server.ts', /.*refreshLegacyLink.*\n/],
  ['apps/linekeeper/src/command/migrate-command.ts', /import .* from '@linekeeper\/legacy';\n/],
  ['apps/linekeeper/src/command/migrate-command.ts', /.*refreshLegacyLink.*\n/],
  ['apps/linekeeper/src/start-server.ts', /.*organizations: legacyOrganizations,\n/],
  ['apps/linekeeper/src/start-server.ts', /.*const onError = .*\n.*startLegacyWorker.*\n/],
  ['scripts/build.mjs', /.*'packages\/legacy'.*\n/],
];
/** The lines of tests and of the table of packages that name it, or count what it has. */
const MENTIONS: [string, RegExp, string?][] = [
  ['docs/architecture.md', /^packages\/legacy .*\n/m],
  ['docs/architecture.md', /(?<=^apps\/linekeeper .*), legacy$/m],
  ['tests/architecture.test.ts', /.*\['packages\/legacy',.*\n/],
  ['tests/source-rules.test.ts', /(?<=allowed: \[)'packages\/legacy\/src\/'/],
  ['tests/source-rules.test.ts', /.*'packages\/legacy\/src\/connect-owner.ts',\n/],
  ['tests/source-rules.test.ts', /.*\n.*'packages\/legacy\/src\/legacy-worker.ts',\n/],
  ['tests/source-rules.test.ts', /(?<=expect\(later\.length\)\.toBeGreaterThan\()4/, '2'],
  ['tests/contract/command-line.contract.test.ts', / {2}'census',\n {2}'backfill',\n {2}'assign',\n {2}'contract',\n/],
  ['apps/linekeeper/src/command/command-permissions.test.ts', / {2}\['census'\],\n(.*\n)*? {2}\['legacy remove'.*\n/],
];
/**
 * Tests of pages and lists that name files of the takeover, and one that runs pnpm, which would install the copy's dependencies
 * into the store of the original.
 */
const ABOUT_IT = ['tests/docs.test.ts', 'tests/guards.test.ts', 'tests/sbom.test.ts'];
const NOT_ABOUT_IT = '^(?!.*the documentation names only paths that exist)';
const SHORT = ['organization', 'legacy-front-ends', 'claim-race', 'claim-collision', 'architecture', 'source-rules'];

await using copy = await copyRepository();
await rm(join(copy.folder, 'packages/legacy'), { recursive: true });
await rm(join(copy.folder, 'apps/linekeeper/node_modules/@linekeeper/legacy'));
await rm(join(copy.folder, 'tests/takeover'), { recursive: true });
for (const migration of await readdir(join(copy.folder, 'prisma/migrations')))
  if (migration.includes('legacy')) await rm(join(copy.folder, 'prisma/migrations', migration), { recursive: true });
for (const [file, pattern, text = ''] of [...REGISTRATIONS, ...MENTIONS]) await copy.edit(file, pattern, text);

// Some tests read the list of files from git.
run('git', 'init', '--quiet');
run('node', 'prisma/generate.mjs');
run('node', 'bench/src/servers/generate.mjs');
run('npx', 'tsc', '-b');
const tests = process.argv.includes('--short') ? SHORT : ABOUT_IT.flatMap((file) => ['--exclude', file]);
const projects = ['--project', 'unit', '--project', 'contract', '--testNamePattern', NOT_ABOUT_IT];
run('npx', 'vitest', 'run', '--config', 'vitest.workspace.ts', ...projects, ...tests);
console.info('Everything else works without packages/legacy.');

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: copy.folder, stdio: 'inherit' });
  if (status === 0) return;
  throw new Error(`${[command, ...args].join(' ')} failed without packages/legacy`);
}
