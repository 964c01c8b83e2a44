import { readdir, readFile } from 'node:fs/promises';

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/**
 * Processor seconds that a process has used so far; null if the system doesn't say (only Linux does). `children`: also
 * those of its children, including those that have ended.
 */
export async function cpuSecondsOf(pid: number, { children = false } = {}): Promise<number | null> {
  const own = await statOf(pid);
  if (!own) return null;
  let ticks = own.ticks;
  if (children) {
    ticks += own.endedChildren;
    for (const name of await readdir('/proc')) {
      const stat = /^\d+$/.test(name) ? await statOf(Number(name)) : null;
      if (stat?.parent === pid) ticks += stat.ticks;
    }
  }
  return ticks / TICKS_A_SECOND;
}

async function statOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in brackets can hold spaces. After it: the state, the parent, …, user and system time of itself and of its
  // children that have ended.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (index: number) => Number(fields?.[index]);
  return fields ? { parent: field(1), ticks: field(11) + field(12), endedChildren: field(13) + field(14) } : null;
}

/** Megabytes: the most that a process has had in memory, and what it has now. Null if the system doesn't say. */
export async function memoryOf(pid: number): Promise<{ peakMb: number; nowMb: number } | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const mb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status ?? '')?.[1]) / 1_024;
  return status === null ? null : { peakMb: mb('VmHWM'), nowMb: mb('VmRSS') };
}
