// `pnpm test:replicas`: two replicas behind a balancer, restarted in turn under load, as docs/operations.md says. They run the
// files, the variables and the command of the Dockerfile.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { pnpm, ROOT } from '../../scripts/pack.mjs';
import { startClaims } from '../shutdown/claims.ts';
import { freePort } from '../support/free-port.ts';
import { startBalancer } from './balancer.mjs';

const RESTARTS = Number(process.env.TEST_ROUNDS ?? 6);
const START_MS = 30_000;
/** How long the load continues between two restarts. */
const BETWEEN_MS = 1_000;

const image = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .split(/^FROM /m)
  .at(-1);
const find = (pattern) => pattern.exec(image)[1];
const COMMAND = JSON.parse(find(/^CMD (\[.*\])$/m));
const HEALTHCHECK = JSON.parse(find(/^ {2}CMD (\[.*\])$/m));
const VARIABLES = Object.fromEntries(
  find(/^ENV (.*)$/m)
    .split(' ')
    .map((pair) => pair.split('=')),
);

const folder = mkdtempSync(join(tmpdir(), 'linekeeper-replicas-'));
const app = join(folder, 'app');
const ports = [await freePort(), await freePort()];
const replicas = [];
let postgres;
try {
  await import('../../scripts/build.mjs').then(({ buildServer }) => buildServer());
  pnpm('--filter', 'linekeeper', '--prod', '--no-optional', '--legacy', 'deploy', app);
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
  for (const index of ports.keys()) await start(index);
  await restartUnderLoad();
} finally {
  for (const index of replicas.keys()) await stop(index);
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function restartUnderLoad() {
  const balancer = await startBalancer(ports);
  const claims = startClaims({ url: balancer.url, token: await createKey(), from: 0 });
  for (let restart = 0; restart < RESTARTS; restart++) {
    const index = restart % replicas.length;
    await delay(BETWEEN_MS);
    balancer.takeOut(index);
    await stop(index);
    await start(index);
    balancer.putBack(index);
  }
  await delay(BETWEEN_MS);
  await claims.stop();
  balancer.close();
  const failed = [...claims.unanswered, ...claims.refused];
  console.info(
    `${RESTARTS} restarts: ${claims.acknowledged.size} claims acknowledged, ${failed.length} requests failed`,
  );
  assert.deepEqual(failed, []);
}

/** Starts a replica, and waits until it is ready and its health check passes. */
async function start(index) {
  const env = { ...environment(), PORT: String(ports[index]) };
  replicas[index] = spawn(COMMAND[0], COMMAND.slice(1), { cwd: app, env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const until = Date.now() + START_MS; ; await delay(50)) {
    if ((await fetch(`http://127.0.0.1:${ports[index]}/readyz`).catch(() => null))?.ok) break;
    if (Date.now() > until) throw new Error('A replica did not start');
  }
  execFileSync(HEALTHCHECK[0], HEALTHCHECK.slice(1), { env });
}

async function stop(index) {
  const replica = replicas[index];
  if (replica.exitCode !== null) return;
  replica.kill('SIGTERM');
  assert.deepEqual(await once(replica, 'exit'), [0, null]);
}

async function createKey() {
  const scopes = ['tenant:manage', 'tenant:act'].flatMap((scope) => ['--scope', scope]);
  // As docs/operations.md shows it.
  const program = ['--conditions=linekeeper-built', 'dist/command/main.js'];
  const command = [...program, 'key', 'create', '--platform', '--name', 'load', ...scopes, '--json'];
  return JSON.parse(execFileSync('node', command, { cwd: app, env: environment() })).secret;
}

function environment() {
  const { PATH, HOME } = process.env;
  const secret = { LINEKEEPER_SECRET: 'the secret of the test, with at least 32 characters' };
  const database = { DATABASE_URL: postgres.url, DATABASE_OWNER_URL: postgres.ownerUrl };
  return { PATH, HOME, ...VARIABLES, ...secret, ...database, LOG_LEVEL: 'warn' };
}
