// `pnpm screenshots`: takes the pictures of the README from the running app, with its demo companies. With `--all`, it takes
// every page and state, in light and dark, wide and narrow, into tests/screenshots/pictures, for people to look at.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';
import { STATES, type State } from './states.ts';

/** `--all` alone takes every state; with words behind it, those whose name holds one of them. */
const [all, ...wanted] = process.argv.slice(2);
const README_PICTURES = [
  ['overview', 'held'],
  ['number-taken', 'taken'],
] as const;
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const satisfies BrowserContextOptions[];

const folder = fileURLToPath(new URL(all ? 'pictures' : '../../docs/pictures', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-pictures-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawnServer({
  PORT: String(port),
  LINEKEEPER_DATA_DIR: dataDir,
  LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example',
});
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
try {
  await Promise.all([ready(server), mkdir(folder, { recursive: true })]);
  if (all) await takeAll(browser);
  else await takeForReadme(browser);
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await server.ended;
  await rm(dataDir, { recursive: true, force: true });
}

async function takeAll(from: Browser): Promise<void> {
  const states = STATES.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  for (const look of LOOKS) {
    for (const state of states) {
      const page = await open(from, state, look);
      const name = `${state.name}-${look.colorScheme}-${look.viewport.width}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: true });
      await page.context().close();
      console.info(name);
    }
    // Acme Dental gets its first number back: the next look begins as this one did.
    const saved = states.find(({ name }) => name === 'number-saved');
    if (saved) await (await open(from, saved, look)).context().close();
  }
}

async function takeForReadme(from: Browser): Promise<void> {
  for (const [name, file] of README_PICTURES) {
    const state = STATES.find((one) => one.name === name);
    if (!state) throw new Error(`No state ${name}`);
    const page = await open(from, state, { viewport: { width: 1080, height: 760 } });
    await page.screenshot({ path: join(folder, `${file}.png`) });
  }
}

/** A page in this state, in a browser of its own. */
async function open(from: Browser, { person, path, act }: State, look: BrowserContextOptions): Promise<Page> {
  const context = await from.newContext({ reducedMotion: 'reduce', ...look });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(`${url}${person ? `/sign-in?next=${encodeURIComponent(path)}` : path}`);
  if (person) {
    await page.getByRole('button', { name: person }).click();
    await page.waitForURL(`${url}${path}`);
    await page.getByText('Demo sign-ins').waitFor({ state: 'detached' });
  }
  await page.getByRole('heading', { level: 1 }).waitFor();
  await act?.(page);
  return page;
}
