// `pnpm size`: how much script a browser loads for the first pages, over the wire, and how soon the number can be typed on a
// slow phone. Fails if a limit is exceeded. `--files` prints each script.
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';

/** In kB of 1,000 bytes, and milliseconds. */
const LIMITS = { signIn: 100, numberUsable: 150, numberAll: 215, slowPhoneMs: 3_000 };
const SLOW = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, offline: false };
const DASHBOARD = fileURLToPath(new URL('../../apps/linekeeper/dashboard', import.meta.url));
const NUMBER = '/c/brightline-clinic/number';

const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-size-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir });
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
try {
  await ready(server);
  const measured = await measure(browser);
  const rows = Object.entries(LIMITS).map(([name, limit]) => {
    const value = measured[name as keyof typeof LIMITS];
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

async function measure(from: Browser): Promise<typeof LIMITS> {
  const context = await from.newContext();
  const { page, scripts } = await counting(context);
  await page.goto(`${url}/sign-in`);
  await page.getByText('Demo sign-ins').waitFor();
  const signIn = scripts();
  await page.getByRole('button', { name: 'Brightline Clinic, owner' }).click();
  await page.waitForURL(/brightline/);

  // A new tab of the same person, with an empty cache.
  const again = await counting(await withCookies(from, context));
  await again.page.goto(`${url}${NUMBER}`, { waitUntil: 'commit' });
  await again.page.getByText('United Kingdom (GB)').first().waitFor({ state: 'attached' });
  const numberAll = again.scripts();

  const slow = await counting(await withCookies(from, context));
  const session = await slow.page.context().newCDPSession(slow.page);
  await session.send('Network.emulateNetworkConditions', SLOW);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const started = Date.now();
  await slow.page.goto(`${url}${NUMBER}`, { waitUntil: 'commit' });
  await slow.page.getByLabel('Phone number').waitFor();
  const slowPhoneMs = Date.now() - started;
  // What the field didn't need is still on its way here.
  return { signIn, numberUsable: slow.scripts(), numberAll, slowPhoneMs };
}

async function withCookies(from: Browser, signedIn: BrowserContext): Promise<BrowserContext> {
  const context = await from.newContext();
  await context.addCookies(await signedIn.cookies());
  return context;
}

/** A page, and the kB of script that it has loaded by now, as they are sent over HTTPS: browsers take Brotli only there. */
async function counting(context: BrowserContext): Promise<{ page: Page; scripts: () => number }> {
  const page = await context.newPage();
  let bytes = 0;
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    const { pathname } = new URL(request.url());
    const { size } = statSync(join(DASHBOARD, `${pathname}.br`));
    bytes += size;
    if (process.argv.includes('--files')) console.info(`${Math.round(size / 1_000)} kB ${pathname}`);
  });
  return { page, scripts: () => Math.round(bytes / 1_000) };
}
