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

/** The company of each demo person, as it is named in addresses. */
const COMPANY_OF: Record<string, string> = {
  [ACME_OWNER]: 'acme-dental',
  [ACME_VIEWER]: 'acme-dental',
  [BRIGHTLINE_OWNER]: 'brightline-clinic',
};

/** A real server with the demo companies, and a browser. */
export interface Dashboard extends AsyncDisposable {
  url: string;
  browser: Browser;
  db: TestDatabase;
  server: ServerProcess;
  /** What `linekeeper …args --json` prints on this server's database. */
  command<T>(...args: string[]): Promise<T>;
  /** A page of a fresh browser, signed out. `complaints` collects its errors and warnings. */
  open(): Promise<{ page: Page; complaints: string[] }>;
  /** A page at this path, with this person signed in. A path without / in front is one of the demo company's pages. */
  signedIn(email: string, path?: string): Promise<{ page: Page; complaints: string[] }>;
  /** The demo's start: Acme Dental holds its number, and Brightline Clinic has none. */
  reset(): Promise<unknown>;
  /** The numbers that a company holds. */
  held(tenant: string): Promise<string[]>;
  /** Every address that any page requested. */
  requested: string[];
}

/** `variables` are added to the server's environment. */
export async function openDashboard(variables: Record<string, string> = {}): Promise<Dashboard> {
  const [db, browser, port, dataDir] = await Promise.all([
    createTestDatabase(),
    launchBrowser(),
    freePort(),
    mkdtemp(join(tmpdir(), 'linekeeper-e2e-')),
  ]);
  const server = spawnServer({
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: db.url,
    DATABASE_OWNER_URL: db.ownerUrl,
    LINEKEEPER_DEMO: '1',
    LINEKEEPER_DATA_DIR: dataDir,
    ...variables,
  });
  await ready(server);
  const url = `http://localhost:${port}`;
  const requested: string[] = [];
  const open = () => newPage(browser, requested);
  return {
    url,
    browser,
    db,
    server,
    requested,
    open,
    async command<T>(...args: string[]) {
      const variables = {
        DATABASE_URL: db.url,
        DATABASE_OWNER_URL: db.ownerUrl,
        PUBLIC_URL: url,
        LINEKEEPER_DATA_DIR: dataDir,
      };
      return JSON.parse((await linekeeper(variables, ...args, '--json')).out) as T;
    },
    async signedIn(email, path = '') {
      const opened = await open();
      // Without the form, which has tests of its own.
      const answer = await opened.page.request.post(`${url}/api/auth/sign-in/email`, {
        data: { email, password: 'linekeeper-demo' },
        headers: { origin: url },
      });
      if (!answer.ok()) throw new Error(`Signing in ${email} was answered with ${answer.status()}`);
      await opened.page.goto(`${url}${path.startsWith('/') ? path : `/c/${COMPANY_OF[email]}/${path}`}`);
      await opened.page.getByRole('heading', { level: 1 }).waitFor();
      return opened;
    },
    reset: () =>
      db.sql(`
        DELETE FROM linekeeper.lines;
        INSERT INTO linekeeper.lines (e164, tenant_id) SELECT '+14155238886', id FROM linekeeper.tenants WHERE name = 'Acme Dental'`),
    async held(tenant) {
      const rows = await db.sql<{ e164: string }>(
        'SELECT e164 FROM linekeeper.lines JOIN linekeeper.tenants ON id = tenant_id WHERE name = $1',
        [tenant],
      );
      return rows.map(({ e164 }) => e164);
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
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function newPage(browser: Browser, requested: string[]) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on('request', (request) => requested.push(request.url()));
  return { page, complaints: complaintsOf(page) };
}

/** Collects the errors and warnings of a page. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // How a signed-out page learns that nobody is signed in. The browser reports each 401.
    const { url } = message.location();
    if (!(url.endsWith('/api/session/tenants') && message.text().includes('401'))) complaints.push(message.text());
  });
  return complaints;
}
