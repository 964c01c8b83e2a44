// `pnpm all`: everything that must pass before a change lands. `.ci/run` runs the same list.
import { spawnSync } from 'node:child_process';

/** The scripts of package.json, in order. Add a new one here. */
const COMMANDS = [
  'test', //
  'test:takeover:short',
  'typecheck',
  'lint',
  'test:dev',
  'test:previous-release',
  'test:install:short',
];

const without = process.argv.includes('--without') ? process.argv[process.argv.indexOf('--without') + 1] : null;
for (const command of COMMANDS.filter((name) => name !== without)) {
  const started = Date.now();
  console.info(`\n── pnpm ${command}`);
  const { status } = spawnSync(`pnpm run ${command}`, { shell: true, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`pnpm ${command} failed`);
    process.exit(status ?? 1);
  }
  console.info(`── pnpm ${command}: passed in ${Math.round((Date.now() - started) / 1000)} s`);
}
