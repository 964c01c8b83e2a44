import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyRepository } from '../dev/repository-copy.ts';

// `pnpm test:without-legacy`: deletes packages/legacy and the lines that register it in a temporary copy. Everything else must
// compile, and the tests of the REST endpoint and of lines must pass.

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
const TESTS = ['organization', 'legacy-front-ends', 'phone.contract', 'claim-collision', 'tenant-rows', 'history'];

await using copy = await copyRepository();
await rm(join(copy.folder, 'packages/legacy'), { recursive: true });
await rm(join(copy.folder, 'apps/linekeeper/node_modules/@linekeeper/legacy'));
await rm(join(copy.folder, 'tests/takeover'), { recursive: true });
for (const migration of ['0002_legacy', '0003_legacy_endings'])
  await rm(join(copy.folder, 'prisma/migrations', migration), { recursive: true });
for (const [file, pattern] of REGISTRATIONS) await copy.edit(file, pattern, '');

run('node', 'prisma/generate.mjs');
run('node', 'bench/src/servers/generate.mjs');
run('npx', 'tsc', '-b');
if (!process.argv.includes('--types')) {
  run('npx', 'vitest', 'run', '--config', 'vitest.workspace.ts', '--project', 'contract', ...TESTS);
}
console.info('Everything else works without packages/legacy.');

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: copy.folder, stdio: 'inherit' });
  if (status === 0) return;
  throw new Error(`${[command, ...args].join(' ')} failed without packages/legacy`);
}
