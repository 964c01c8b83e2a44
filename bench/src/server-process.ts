import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 30_000;
const STOP_MS = 10_000;

export interface ServerProcessOptions {
  name: string;
  program: string;
  readyPath: string;
  port: number;
  env: Record<string, string>;
  /** Where its output goes: written to a file as under a service manager, so that logging costs what it costs. */
  logFile: string;
}

export interface ServerProcess {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a program of this repository as people run it, and waits until it serves. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { name, program, readyPath, port, env, logFile } = options;
  const log = await open(logFile, 'w');
  const nodeOptions = [...(program.endsWith('.ts') ? ['--import', 'tsx'] : []), '--conditions=linekeeper-built'];
  const child = spawn(process.execPath, [...nodeOptions, program], {
    cwd: ROOT,
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', log.fd, log.fd],
    // Ctrl-C reaches only this process, which then shuts the others down.
    detached: true,
  });
  await log.close();
  // Whatever ends this process, no server is left behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  try {
    await waitUntilReady(child, `http://127.0.0.1:${port}${readyPath}`);
  } catch (cause) {
    await stop(child);
    throw new Error(`${name} did not start.\n${(await readFile(logFile, 'utf8')).slice(-2_000)}`, { cause });
  }
  return { port, pid: child.pid ?? 0, stop: () => stop(child) };
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await delay(50)) {
    if (hasEnded(child)) throw new Error('The process ended');
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
  }
  throw new Error(`${url} did not answer within ${READY_MS} ms`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(last);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
