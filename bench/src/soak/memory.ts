import { readFile } from 'node:fs/promises';
import { memoryOf } from '../processor-time.ts';

const MB = 1_048_576;
const MINUTE_MS = 60_000;
/** A collection takes the server some hundredths of a second. */
const EVERY_MS = 20_000;
/** Until then, code is compiled and pools and caches fill. In minutes, and no more than half of a run. */
const WARM_UP = 3;

/** The environment of a server whose memory {@link watchMemory} measures. `file`: where the server writes the samples. */
export const watchable = (file: string) => ({
  BENCH_MEMORY_FILE: file,
  BENCH_MEMORY_EVERY_MS: String(EVERY_MS),
  NODE_OPTIONS: `--expose-gc --import ${new URL('collect-garbage.mjs', import.meta.url).href}`,
});

/** In MB. */
export interface MemoryReport {
  /** What is in use once all garbage has been collected. */
  startMb: number;
  endMb: number;
  /** The slope of a straight line through the samples after the warm-up. */
  mbPerMinute: number;
  /** At the end. It includes garbage, which Node collects only when it needs to. Null where the system doesn't tell. */
  residentMb: number | null;
}

interface Sample {
  minute: number;
  mb: number;
}

/** Measures the memory of a server that was started with {@link watchable}, from now until it's stopped. */
export function watchMemory(pid: number, file: string): () => Promise<MemoryReport> {
  const started = Date.now();
  return async () => {
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const samples = lines
      .map((line) => line.split(' ').map(Number) as [number, number])
      .map(([at, bytes]): Sample => ({ minute: (at - started) / MINUTE_MS, mb: bytes / MB }))
      .filter(({ minute }) => minute >= 0);
    const minutes = (Date.now() - started) / MINUTE_MS;
    return {
      startMb: samples[0]?.mb ?? Number.NaN,
      endMb: samples.at(-1)?.mb ?? Number.NaN,
      mbPerMinute: slope(samples.filter(({ minute }) => minute >= Math.min(WARM_UP, minutes / 2))),
      residentMb: (await memoryOf(pid))?.nowMb ?? null,
    };
  };
}

/** By least squares. */
function slope(samples: readonly Sample[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(({ mb }) => mb))];
  const covariance = samples.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0);
  return covariance / samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}
