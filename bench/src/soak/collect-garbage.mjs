import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded into a server whose memory is measured. Every few seconds it collects all garbage and adds a line to a file: the
// time, and how many bytes are in use. Resident memory can't tell a leak from garbage that nobody needed to collect yet.
const { BENCH_MEMORY_FILE: file, BENCH_MEMORY_EVERY_MS: everyMs } = process.env;
if (isMainThread) {
  setInterval(() => {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    appendFileSync(file, `${Date.now()} ${heapUsed + external}\n`);
  }, Number(everyMs)).unref();
}
