// `pnpm screenshots:voice FOLDER`: takes pictures of every state of the Voice page, light and dark.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Page, chromium as playwright } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';
import { callTo, hex, postCall } from '../support/voice.ts';

const [folder = 'voice-pictures'] = process.argv.slice(2);
const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-pictures-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir });
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
const account = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
try {
  await Promise.all([ready(server), mkdir(folder, { recursive: true })]);
  const page = await open('owner@acme.example');
  await take(page, 'empty');
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByLabel('Say a greeting and hang up').check();
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('No Twilio account is stored').waitFor();
  await take(page, 'errors');
  await page.getByLabel('Account SID').fill(account.accountSid);
  await page.getByLabel('Auth token').fill(account.authToken);
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Twilio account saved').waitFor();
  await page.getByLabel('Forward to a number').check();
  await page.getByLabel('Number to forward to').fill('+1 415 523 0100');
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByText('Calls are forwarded to').first().waitFor();
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('The request was answered').waitFor();
  for (let i = 0; i < 3; i++)
    await postCall(url, callTo({ line: '+14155238886', accountSid: account.accountSid }), {
      token: account.authToken,
      publicUrl: url,
    });
  await page.getByText('Forwarded to').nth(3).waitFor();
  await take(page, 'calls');
  await page.setViewportSize({ width: 360, height: 740 });
  await take(page, 'narrow');
  await take(await open('viewer@acme.example'), 'viewer');
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await server.ended;
  await rm(dataDir, { recursive: true, force: true });
}

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

async function open(email: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 960, height: 740 } })).newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('linekeeper-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await page.getByText('Last calls').first().waitFor();
  return page;
}
