import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { linekeeper } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

export const ACME_OWNER = 'owner@acme.example';
export const ACME_VIEWER = 'viewer@acme.example';
export const BRIGHTLINE_OWNER = 'owner@brightline.example';

/** A real server with the demo companies, and a browser. */
export interface Dashboard extends AsyncDisposable {
  url: string;
  db: TestDatabase;
  server: ServerProcess;
  /** What `linekeeper …args --json` prints on this server's database. */
  command<T>(...args: string[]): Promise<T>;
  /** A page of a fresh browser, signed out. `complaints` collects its errors and warnings. */
  open(): Promise<{ page: Page; complaints: string[] }>;
  /** A page at this path, with this person signed in. */
  signedIn(email: string, path?: string): Promise<{ page: Page; complaints: string[] }>;
  /** Every address that any page requested. */
  requested: string[];
}

export async function openDashboard(): Promise<Dashboard> {
  const [db, browser, port, dataDir] = await Promise.all([
    createTestDatabase(),
    launchBrowser(),
    freePort(),
    mkdtemp(join(tmpdir(), 'linekeeper-e2e-')),
  ]);
  const server = spawnServer({
    PORT: String(port),
    DATABASE_URL: db.url,
    DATABASE_OWNER_URL: db.ownerUrl,
    LINEKEEPER_DEMO: '1',
    LINEKEEPER_DATA_DIR: dataDir,
  });
  await ready(server);
  const url = `http://localhost:${port}`;
  const requested: string[] = [];
  const open = () => newPage(browser, requested);
  return {
    url,
    db,
    server,
    requested,
    open,
    async command<T>(...args: string[]) {
      const variables = { DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, PUBLIC_URL: url };
      return JSON.parse((await linekeeper(variables, ...args, '--json')).out) as T;
    },
    async signedIn(email, path = '/') {
      const opened = await open();
      await signIn(opened.page, url, email, path);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.process.kill('SIGTERM');
      await server.ended;
      await db[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function signIn(page: Page, url: string, email: string, path: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('linekeeper-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function newPage(browser: Browser, requested: string[]) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', (request) => requested.push(request.url()));
  return { page, complaints };
}
