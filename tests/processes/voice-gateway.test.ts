import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('the one command of the example starts Linekeeper and the gateway, and Ctrl-C ends both', async () => {
  const readme = await readFile(join(ROOT, 'examples/voice-gateway/README.md'), 'utf8');
  const [command, question] = [...readme.matchAll(/^```\n(.*)\n```$/gm)].map(([, line]) => line as string);
  const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-gateway-'));
  const [port, linekeeperPort] = [await freePort(), await freePort()];
  const { PATH, HOME, TMPDIR } = process.env;
  const started = spawn('sh', ['-c', command as string], {
    cwd: ROOT,
    env: {
      ...{ PATH, HOME, TMPDIR, PORT: String(port), LINEKEEPER_DATA_DIR: dataDir },
      LINEKEEPER_URL: `http://localhost:${linekeeperPort}/trpc`,
    },
    // A process group of its own, as in a terminal.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(started, 'close');
  try {
    await expect.poll(() => output, { timeout: 150_000, interval: 200 }).toContain('The voice gateway is ready');
    const [, path, body] = /curl localhost:4000(\S+) -d '(.+)'/.exec(question as string) ?? [];
    const answer = await fetch(`http://localhost:${port}${path}`, { method: 'POST', body: body as string });
    expect([answer.status, await answer.json()]).toMatchObject([200, { company: 'Acme Dental' }]);
  } finally {
    process.kill(-(started.pid as number), 'SIGINT');
    await ended;
  }
  await expect.poll(() => fetch(`http://localhost:${linekeeperPort}/healthz`).catch(() => null)).toBeNull();
  // PostgreSQL writes this file and removes it when it ends.
  while (existsSync(join(dataDir, 'postgres/postmaster.pid'))) await delay(100);
  await rm(dataDir, { recursive: true });
}, 240_000);
