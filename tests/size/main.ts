// `pnpm size`: how much script a browser loads for the first pages, over the wire. Fails if a limit is exceeded.
// `--files` prints each script. `--times` also measures how soon the number can be typed on a slow phone, and how soon
// the answer is there after the last key. These times depend on the machine, so they aren't part of `pnpm all`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';
import { measureBytes } from './bytes.ts';
import { measureTimes } from './times.ts';

/** In kB of 1,000 bytes, files of script, and milliseconds. */
const LIMITS: Record<string, number> = {
  'sign-in, kB': 100,
  'number page until the field can be used, kB': 150,
  // Each further one can cost a round trip.
  'number page until the field can be used, files': 4,
  'number page in all, kB': 215,
  'field can be used on a slow phone, ms': 3_000,
  'last key to answer, p95, ms': 200,
};

const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-size-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir });
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
try {
  await ready(server);
  const context = await browser.newContext();
  const measured = await measureBytes(browser, context, url);
  if (process.argv.includes('--times')) Object.assign(measured, await measureTimes(browser, context, url));
  const rows = Object.entries(measured).map(([name, value]) => {
    const limit = LIMITS[name] ?? 0;
    return { name, value, limit, ok: value <= limit };
  });
  console.table(rows);
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await server.ended;
  await rm(dataDir, { recursive: true, force: true });
}
