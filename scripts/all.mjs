// `pnpm all`: everything that must pass before a change lands. `.ci/run` runs the same list.
import { spawn } from 'node:child_process';

/** Scripts of package.json. They run one after the other, because they use every processor or measure times. */
const ALONE = [
  'test', //
  'test:processes',
  'test:shutdown:short',
  'test:takeover:short',
  'test:dev',
];
/** These lists then run next to each other. Their scripts use little more than one processor, and measure no times. */
const LANES = [
  [
    'test:states:short', //
    'typecheck',
    'lint',
    'size',
  ],
  [
    'test:install:short', //
    'test:previous-release:short',
    'test:without-legacy:short',
  ],
];

const without = process.argv.includes('--without') ? process.argv[process.argv.indexOf('--without') + 1] : null;

await runAll(ALONE);
await Promise.all(LANES.map((lane, index) => runAll(lane, index > 0)));

/** Ends at the first failure. A script that runs next to it is completed first. */
async function runAll(commands, isHeldBack = false) {
  for (const command of commands) {
    if (command === without) continue;
    if (process.exitCode !== undefined) return;
    const started = Date.now();
    const status = await run(command, isHeldBack);
    if (status !== 0) {
      console.error(`pnpm ${command} failed`);
      process.exitCode = status ?? 1;
      return;
    }
    console.info(`── pnpm ${command}: passed in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

/** If its output is held back, it's printed at the end, so that it doesn't mix with that of the script next to it. */
async function run(command, isHeldBack) {
  if (!isHeldBack) console.info(`\n── pnpm ${command}`);
  const child = spawn(`pnpm run ${command}`, {
    shell: true,
    stdio: isHeldBack ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (isHeldBack) process.stdout.write(`\n── pnpm ${command}\n${String(Buffer.concat(output))}`);
  return status;
}
