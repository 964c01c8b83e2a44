// Lets one process at a time build. Commands that start together can all find the built files out of date.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
/** Longer than any build. The process id of a build that was killed can belong to another process by then. */
const ABANDONED_MS = 10 * 60_000;

/** Runs `work` while no other process holds the lock file. */
export async function alone(file, work) {
  while (!take(file)) await delay(POLL_MS);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (isAbandoned(file)) rmSync(file, { force: true });
  return false;
}

function isAbandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (Date.now() - statSync(file).mtimeMs > ABANDONED_MS) return true;
    // An empty file is just being written.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    // ENOENT means that the lock has just been released.
    return error.code === 'ESRCH';
  }
}
