import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NO_DATA_FOLDER } from './no-data-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../apps/linekeeper/bin/linekeeper.mjs', import.meta.url));

/** A command in a process of its own, which can be killed. */
export interface CommandProcess {
  process: ChildProcess;
  /** What it has printed to either stream. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

export function spawnCommand(variables: Record<string, string>, ...args: string[]): CommandProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, ...NO_DATA_FOLDER, ...variables };
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', PROGRAM, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(child, 'close').then(([code, signal]) => (code as number | null) ?? (signal as string));
  return { process: child, output: () => output, ended };
}
