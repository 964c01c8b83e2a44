import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const TAKEN = 'This phone number is already registered with another company';

const port = await freePort();
const url = `http://localhost:${port}`;
const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '--port', String(port)], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
try {
  await isReady(url);
  await claimInForm();
  await renderOnServer();
} finally {
  await browser.close();
  server.kill('SIGTERM');
}
await once(server, 'exit');
console.info('One company claims a number in the form, and another is refused. The server renders the form.');

async function claimInForm() {
  const acme = await openAs('acme');
  await acme.getByLabel('Phone number').fill('(415) 523-8886');
  await acme.getByText('This number is available').waitFor();
  await acme.getByRole('button', { name: 'Save' }).click();
  await acme.getByText('Saved').waitFor();

  const brightline = await openAs('brightline');
  await brightline.getByLabel('Phone number').fill('+1 415 523 8886');
  await brightline.getByText(TAKEN).waitFor();
  await brightline.getByRole('button', { name: 'Save' }).click();
  await brightline.getByText(TAKEN).waitFor();
}

async function renderOnServer() {
  const [session] = (await fetch(`${url}/sign-in/acme`, { redirect: 'manual' })).headers.getSetCookie();
  const page = await fetch(url, { headers: { cookie: session.split(';')[0] } });
  assert.match(await page.text(), /<input [^>]*value="\+14155238886"/);
}

async function isReady(address) {
  for (const until = Date.now() + 30_000; Date.now() < until; await delay(50)) {
    if (await fetch(address).catch(() => null)) return;
  }
  throw new Error('Next.js did not start');
}

async function openAs(company) {
  const page = await (await browser.newContext()).newPage();
  // Idle: React handles the input by then.
  await page.goto(`${url}/sign-in/${company}`, { waitUntil: 'networkidle' });
  return page;
}

async function freePort() {
  const socket = createServer().listen(0);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
