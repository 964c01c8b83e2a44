// `pnpm screenshots`: takes the pictures of the README from the running app, with its demo companies.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';

const PICTURES = fileURLToPath(new URL('../../docs/pictures', import.meta.url));

const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-pictures-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir });
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
try {
  await Promise.all([ready(server), mkdir(PICTURES, { recursive: true })]);
  await takeHeld(browser);
  await takeTaken(browser);
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await server.ended;
  await rm(dataDir, { recursive: true, force: true });
}

/** A company that holds a number. */
async function takeHeld(from: Browser): Promise<void> {
  const page = await signedIn(from, 'owner@acme.example');
  await page.getByText('+1 415 523 8886').first().waitFor();
  await page.screenshot({ path: join(PICTURES, 'held.png') });
}

/** A company that types the number of another one. */
async function takeTaken(from: Browser): Promise<void> {
  const page = await signedIn(from, 'owner@brightline.example');
  await page.getByRole('textbox').first().fill('+1 415 523 8886');
  await page.getByText('already registered with another company').first().waitFor();
  await page.screenshot({ path: join(PICTURES, 'taken.png') });
}

async function signedIn(from: Browser, email: string) {
  const context = await from.newContext({ viewport: { width: 960, height: 740 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('linekeeper-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return page;
}
