import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../apps/linekeeper/bin/linekeeper.mjs', import.meta.url));

/** A command in a process of its own, which can be killed. */
export interface CommandProcess {
  process: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

export function spawnCommand(variables: Record<string, string>, ...args: string[]): CommandProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, ...variables };
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', PROGRAM, ...args], { env, stdio: 'ignore' });
  const ended = once(child, 'close').then(([code, signal]) => (code as number | null) ?? (signal as string));
  return { process: child, ended };
}
