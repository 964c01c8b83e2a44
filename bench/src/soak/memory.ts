import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const PAGE_BYTES = 4_096;
const MB = 1_048_576;

/** Resident memory over time, in MB. */
export interface MemoryReport {
  startMb: number;
  endMb: number;
  /** The slope of a straight line through the second half of the samples: the first is warm-up. */
  mbPerMinute: number;
}

/** Measures a process's memory every second until it's stopped. Only on Linux. NaN elsewhere. */
export function watchMemory(pid: number): () => Promise<MemoryReport> {
  const samples: { minute: number; mb: number }[] = [];
  const stopping = new AbortController();
  const started = performance.now();
  const work = (async () => {
    while (!stopping.signal.aborted) {
      const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
      const mb = (Number(statm.split(' ')[1]) * PAGE_BYTES) / MB;
      samples.push({ minute: (performance.now() - started) / 60_000, mb });
      await delay(1_000, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return async () => {
    stopping.abort();
    await work;
    const later = samples.slice(Math.floor(samples.length / 2));
    return {
      startMb: samples[0]?.mb ?? Number.NaN,
      endMb: samples.at(-1)?.mb ?? Number.NaN,
      mbPerMinute: slope(later),
    };
  };
}

/** By least squares. */
function slope(samples: readonly { minute: number; mb: number }[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(({ mb }) => mb))];
  const covariance = samples.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0);
  return covariance / samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}
