// `pnpm screenshots`: takes the pictures of the README from the running app, with its demo companies. With `--all`, it takes
// every page and state, in light and dark, wide and narrow, into tests/screenshots/pictures, for people to look at.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type BrowserContextOptions, chromium as playwright } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';
import { People } from './people.ts';
import { closed } from './state.ts';
import { STATES } from './states.ts';

/** `--all` alone takes every state. With words after it, it takes the states whose name contains one of the words. */
const [all, ...wanted] = process.argv.slice(2);
/** The state, and the file in docs/pictures. */
const README_PICTURES: Record<string, string> = { 'overview-works': 'held', 'number-taken': 'taken', calls: 'calls' };
/** The height ends the pictures between two lines. */
const README_LOOK = { viewport: { width: 1080, height: 720 } };
const LOOKS: readonly (BrowserContextOptions & { name: string })[] = [
  { name: 'light-1280', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark-1280', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'light-390', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'dark-390', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
];

const folder = fileURLToPath(new URL(all ? 'pictures' : '../../docs/pictures', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-pictures-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawnServer({
  PORT: String(port),
  PUBLIC_URL: `http://localhost:${port}`,
  LINEKEEPER_DATA_DIR: dataDir,
  LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example',
});
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
try {
  await Promise.all([ready(server), mkdir(folder, { recursive: true })]);
  const people = new People(browser, url);
  for (const state of STATES) {
    // Later states need it, even if its own picture isn't wanted.
    await state.before?.(people);
    const file = README_PICTURES[state.name];
    if (!all && file) {
      const page = await people.open(state, README_LOOK);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: join(folder, `${file}.png`) });
    }
    if (!all || (wanted.length > 0 && !wanted.some((word) => state.name.includes(word)))) continue;
    for (const { name: look, ...options } of LOOKS) {
      const page = await people.open(state, options);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: join(folder, `${state.name}-${look}.png`), fullPage: true });
      await closed(page);
    }
    console.info(state.name);
  }
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await server.ended;
  await rm(dataDir, { recursive: true, force: true });
}
