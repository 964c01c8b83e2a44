import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { memoryOf } from '../processor-time.ts';

const MB = 1_048_576;
/** Collecting garbage takes the server some hundredths of a second. */
const EVERY_MS = 20_000;

/** The environment of a server that {@link watchMemory} can ask for its memory. `file`: where it writes the answer. */
export const watchable = (file: string) => ({
  BENCH_MEMORY_FILE: file,
  NODE_OPTIONS: `--expose-gc --import ${new URL('collect-garbage.mjs', import.meta.url).href}`,
});

/** In MB. */
export interface MemoryReport {
  /** What is in use once all garbage has been collected. */
  startMb: number;
  endMb: number;
  /** The slope of a straight line through the second half of the samples of it: the first is warm-up. */
  mbPerMinute: number;
  /** At the end. It includes garbage, which Node collects only when it needs to. */
  residentMb: number | null;
}

/** Measures a process's memory until it's stopped. */
export function watchMemory(pid: number, file: string): () => Promise<MemoryReport> {
  const samples: { minute: number; mb: number }[] = [];
  const stopping = new AbortController();
  const started = performance.now();
  const work = (async () => {
    while (!stopping.signal.aborted) {
      process.kill(pid, 'SIGUSR2');
      await delay(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      const mb = Number(await readFile(file, 'utf8')) / MB;
      samples.push({ minute: (performance.now() - started) / 60_000, mb });
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
      residentMb: (await memoryOf(pid))?.nowMb ?? null,
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
