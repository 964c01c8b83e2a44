import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const WATCH = new URL('../scripts/end-with-parent.mjs', import.meta.url).href;
/** A program with the name of a launcher, which starts what it's given and waits for it. */
const LAUNCHER = '#!/bin/sh\n"$@" &\nwait\n';
/** A server that says who started it, from its parent upwards. */
const SERVER = `
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
await import(${JSON.stringify(WATCH)});
const chain = [];
for (let pid = process.ppid; chain.length < 3; ) {
  chain.push(pid);
  pid = Number(readFileSync('/proc/' + pid + '/stat', 'utf8').split(') ')[1].split(' ')[1]);
}
const server = createServer().listen(0, '127.0.0.1', () => {
  console.info(JSON.stringify({ chain, pid: process.pid, port: server.address().port }));
});
process.on('SIGTERM', () => server.close(() => process.exit()));
`;

let folder: string;
const started: number[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linekeeper-launchers-'));
  for (const name of ['npx', 'pnpm']) {
    writeFileSync(join(folder, name), LAUNCHER);
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, 'server.mjs'), SERVER);
});
afterAll(() => {
  for (const pid of started) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

// The test reads /proc to find the process to kill.
it.runIf(existsSync('/proc/self/stat')).each([
  ['the shell of the script', 0],
  ['pnpm', 1],
  ['npx', 2],
])('the server ends and frees its port within five seconds after %s is killed', async (_, level) => {
  const script = `${process.execPath} ${join(folder, 'server.mjs')}; true`;
  const launched = spawn(join(folder, 'npx'), [join(folder, 'pnpm'), 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(launched.stdout, 'data')) as [Buffer];
  const { chain, pid, port } = JSON.parse(String(line)) as { chain: number[]; pid: number; port: number };
  started.push(pid, ...chain);
  process.kill(chain[level] as number, 'SIGKILL');
  const answers = () =>
    fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(100) }).then(
      () => true,
      (error: Error) => error.name === 'TimeoutError',
    );
  await expect.poll(answers, { timeout: 5_000 }).toBe(false);
});
