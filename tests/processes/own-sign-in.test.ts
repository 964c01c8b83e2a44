import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OWN = { JWT_SECRET: 'secret of a test', PRODUCT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

let dataDir: string;
let port: number;
let words: string[];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-own-sign-in-'));
  port = await freePort();
  const readme = await readFile(join(ROOT, 'examples/own-sign-in/README.md'), 'utf8');
  words = (/^NODE_ENV=production (npx .*)$/m.exec(readme)?.[1] ?? '').split(' ');
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs the command of the README, with an embedded database. */
function start(variables: Record<string, string>): { launcher: ChildProcess; output: () => string } {
  const { PATH, HOME, TMPDIR } = process.env;
  const [program = '', ...args] = words;
  const launcher = spawn(program, args, {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, NODE_ENV: 'production', PORT: String(port), LINEKEEPER_DATA_DIR: dataDir, ...variables },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr]) stream?.on('data', (text) => (output += String(text)));
  return { launcher, output: () => output };
}

it.each(Object.keys(OWN))(
  "the example doesn't start without %s, and says so",
  async (name) => {
    const { launcher, output } = start({ ...OWN, [name]: '' });
    try {
      await expect.poll(output, { timeout: 60_000, interval: 100 }).toContain(`${name} is not set. See README.md`);
      await expect.poll(() => launcher.exitCode, { timeout: 10_000, interval: 50 }).toBe(1);
    } finally {
      launcher.kill('SIGTERM');
    }
  },
  120_000,
);

it('SIGTERM to npx ends the server of the example', async () => {
  const { launcher, output } = start(OWN);
  try {
    await expect.poll(output, { timeout: 100_000, interval: 100 }).toContain('Linekeeper is ready');
    launcher.kill('SIGTERM');
    const answer = () => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    await expect.poll(answer, { timeout: 10_000, interval: 50 }).toBeNull();
    // PostgreSQL writes this file and removes it when it ends.
    while (existsSync(join(dataDir, 'postgres/postmaster.pid'))) await delay(50);
  } finally {
    try {
      process.kill(-(launcher.pid as number), 'SIGKILL');
    } catch {
      // Everything has ended.
    }
  }
}, 120_000);
