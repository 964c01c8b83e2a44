import { writeFileSync } from 'node:fs';

// Loaded into a server whose memory is measured. On SIGUSR2, it collects all garbage and writes how much memory is in use then.
// Resident memory alone can't tell a leak from garbage that nobody needed to collect yet.
const { BENCH_MEMORY_FILE: file } = process.env;
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(file, String(heapUsed + external));
});
