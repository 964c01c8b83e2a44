import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';
import config from './docs/vite.config.ts';

/** The files that docs/embed.md shows, with users and a page around them. */
const PRODUCT = fileURLToPath(new URL('docs', import.meta.url));
const TAKEN = 'This phone number is already registered with another company';

let db: TestDatabase;
let server: ChildProcess;
let api: string;
let vite: ViteDevServer;
let browser: Browser;
beforeAll(async () => {
  db = await createBareDatabase();
  const port = await freePort();
  api = `http://localhost:${port}`;
  server = run('server.ts', { DATABASE_URL: db.ownerUrl, PORT: String(port) });
  const [proxied] = Object.keys(config.server?.proxy ?? {});
  vite = await createServer({
    configFile: false,
    root: PRODUCT,
    cacheDir: mkdtempSync(join(tmpdir(), 'linekeeper-docs-')),
    logLevel: 'error',
    server: { port: await freePort(), proxy: { [proxied as string]: api } },
  });
  await vite.listen();
  browser = await launchBrowser();
  await vi.waitFor(async () => expect((await fetch(`${api}/linekeeper/openapi.json`)).ok).toBe(true), 30_000);
});
afterAll(async () => {
  await browser.close();
  await vite.close();
  server.kill();
  await once(server, 'exit');
  rmSync(vite.config.cacheDir, { recursive: true, force: true });
  await db[Symbol.asyncDispose]();
});

it('the product of docs/embed.md gives a number to the first company, and refuses it to the second', async () => {
  const openAs = async (company: string) => {
    const page = await browser.newPage();
    await page.goto(`${vite.resolvedUrls?.local[0]}#${company}`);
    return page;
  };
  const acme = await openAs('acme');
  await acme.getByLabel('Phone number').fill('(415) 523-8886');
  await acme.getByRole('button', { name: 'Save' }).click();
  await acme.getByText('Your number: +14155238886').waitFor();

  const brightline = await openAs('brightline');
  await brightline.getByLabel('Phone number').fill('+1 415 523 8886');
  await brightline.getByText(TAKEN).waitFor();
  await brightline.getByRole('button', { name: 'Save' }).click();
  await brightline.getByText('Your number: none yet').waitFor();

  const call = await fetch(`${api}/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+14155238886' }),
  });
  expect(await call.json()).toEqual({ company: 'acme' });
});

it('the database of docs/embed.md starts, says its address, and stops with Ctrl-C', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linekeeper-docs-database-'));
  try {
    const database = run('database.ts', { PGPORT: String(await freePort()) }, folder);
    const [address] = (await once(database.stdout ?? database, 'data')) as [Buffer];
    expect(String(address)).toMatch(/^postgres:\/\/linekeeper_owner:/);
    database.kill('SIGINT');
    expect(await once(database, 'exit')).toEqual([0, null]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function run(file: string, variables: Record<string, string>, folder = PRODUCT): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(PRODUCT, file)], {
    cwd: folder,
    env: { PATH, HOME, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
