// `pnpm test:shutdown`: SIGTERM to each process that started the server, 20 times under load, in three ways to start it.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packInto } from '../../scripts/pack.mjs';
import { createWay } from './create-way.ts';
import { launch } from './launched.ts';
import { endInRounds } from './rounds.ts';

const ROUNDS = Number(process.env.TEST_ROUNDS ?? 20);

/** The limit for the second start, which uses existing data, on an idle machine. */
const SECOND_START_MS = 2_500;

const product = mkdtempSync(join(tmpdir(), 'linekeeper-shutdown-'));
try {
  const tarballs = packInto(join(product, 'tarballs'));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], {
    cwd: product,
    stdio: 'inherit',
  });
  const ways = {
    'npx pnpm start': await createWay(['npx', '--yes', 'pnpm@12', 'start']),
    'pnpm start': await createWay(['pnpm', 'start']),
    'linekeeper start, from the package': await createWay(['npx', 'linekeeper', 'start'], product),
  };
  await measureStarts(await createWay(['node_modules/.bin/linekeeper', 'start'], product));
  for (const [name, way] of Object.entries(ways)) {
    const { heldMs, acknowledged, lost, unanswered } = await endInRounds(way, ROUNDS);
    console.info(`${name}: ${ROUNDS} times, ports free after ${Math.max(...heldMs)} ms at the latest;`);
    console.info(
      `  ${acknowledged} claims acknowledged, ${lost.length} lost; ${unanswered.length} requests unanswered`,
      countEach(unanswered),
    );
    if (lost.length + unanswered.length > 0) process.exitCode = 1;
    rmSync(way.variables.LINEKEEPER_DATA_DIR, { recursive: true, force: true });
  }
} finally {
  rmSync(product, { recursive: true, force: true });
}

/** How often each reason occurred. */
function countEach(reasons) {
  const counts = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

async function measureStarts(way) {
  const times = [];
  for (let start = 1; start <= 2; start++) {
    const from = performance.now();
    const { process: server } = await launch(way.command, way);
    times.push(Math.round(performance.now() - from));
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  console.info(`linekeeper start, from the package: ready after ${times[0]} ms, the second time after ${times[1]} ms`);
  if (times[1] > SECOND_START_MS) process.exitCode = 1;
}
