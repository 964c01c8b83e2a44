import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NO_DATA_FOLDER } from './no-data-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The server as people run it: a process of its own, which can be killed. */
export interface ServerProcess {
  process: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** Its exit code once it has ended, or the signal that ended it. */
  ended: Promise<number | string | null>;
}

/** Starts the built server; the environment is `variables` and what programs need, nothing of the test's own. */
export function spawnServer(variables: Record<string, string>): ServerProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const given = { PATH, HOME, TMPDIR, NODE_ENV: 'production', ...NO_DATA_FOLDER, ...variables };
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', 'apps/linekeeper/dist/main.js'], {
    cwd: ROOT,
    env: given,
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output += String(chunk);
  });
  const ended = once(child, 'close').then(([code, signal]) => (code as number | null) ?? (signal as string | null));
  return { process: child, output: () => output, ended };
}

/** Resolves when the server says that it's ready. Throws with its output if it ends instead. */
export async function ready(server: ServerProcess): Promise<void> {
  let ended = false;
  void server.ended.then(() => {
    ended = true;
  });
  while (!server.output().includes('Linekeeper is ready')) {
    if (ended) throw new Error(`The server ended:\n${server.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
