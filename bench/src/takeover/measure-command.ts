import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../apps/linekeeper/bin/linekeeper.mjs', import.meta.url));
const LOOK_MS = 100;

export interface CommandFigures {
  /** From the process's start to its end. */
  seconds: number;
  /** Of the process, as Linux counts it (VmHWM); 0 elsewhere. */
  peakMegabytes: number;
  answer: { moved?: number };
}

/** Runs `linekeeper <command>` as a process of its own. Throws if it fails. */
export async function measureCommand(ownerUrl: string, command: string): Promise<CommandFigures> {
  const { PATH, HOME } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', PROGRAM, ...command.split(' '), '--json'], {
    env: { PATH, HOME, DATABASE_URL: ownerUrl },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  let peakMegabytes = 0;
  const looking = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, Math.round(peakKilobytes(child.pid) / 1024));
  }, LOOK_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(looking);
  // 3: it is done, and conflicts are left, as planted.
  if (code !== 0 && code !== 3) throw new Error(`linekeeper ${command} ended with ${code}: ${err}`);
  return { seconds: (performance.now() - began) / 1000, peakMegabytes, answer: JSON.parse(out) as { moved?: number } };
}

function peakKilobytes(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // The process has ended, or this isn't Linux.
    return 0;
  }
}
