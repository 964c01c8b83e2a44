import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { createAccount } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PERSON = { email: 'person@company.example', password: 'correct horse battery' };
const NUMBER = '+14155238886';

/** Pages of an origin of their own. */
interface Site extends AsyncDisposable {
  origin: string;
}

let browser: Browser;
let server: TestServer;
let sites: Record<'token' | 'cookie' | 'stranger', Site>;
beforeAll(async () => {
  sites = { token: await startSite(), cookie: await startSite(), stranger: await startSite() };
  server = await startTestServer({
    LINEKEEPER_API_ORIGINS: sites.token.origin,
    LINEKEEPER_API_COOKIE_ORIGINS: sites.cookie.origin,
  });
  await createAccount(server.db, PERSON);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  for (const site of Object.values(sites)) await site[Symbol.asyncDispose]();
});

async function startSite(): Promise<Site> {
  const http: Server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('A page'),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A page of a site, in the browser of a person who is signed in to Linekeeper. */
async function open(site: Site): Promise<{ page: Page; token: string }> {
  const context = await browser.newContext();
  const signedIn = await context.request.post(`${server.url}/api/auth/sign-in/email`, { data: PERSON });
  expect(signedIn.status()).toBe(200);
  const page = await context.newPage();
  await page.goto(site.origin);
  return { page, token: signedIn.headers()['set-auth-token'] ?? '' };
}

/** What a script of the page gets: the status, or 'blocked' if the browser doesn't let it. */
function call(page: Page, procedure: string, body: unknown, init: RequestInit): Promise<number | 'blocked'> {
  const url = `${server.url}/trpc/${procedure}`;
  return page.evaluate(
    ({ url, body, init }) =>
      fetch(url, {
        ...init,
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...(init.headers as Record<string, string>), 'content-type': 'application/json' },
      }).then(
        ({ status }) => status,
        () => 'blocked' as const,
      ),
    { url, body, init },
  );
}

describe.each([
  ['token', 200, 'blocked'],
  ['cookie', 200, 200],
  ['stranger', 'blocked', 'blocked'],
] as const)('a page of the origin that is named for: %s', (kind, withToken, withCookie) => {
  it(`gets ${withToken} with a bearer token, and ${withCookie} with the person's cookies`, async () => {
    const { page, token } = await open(sites[kind]);
    expect(await call(page, 'session.get', {}, { headers: { authorization: `Bearer ${token}` } })).toBe(withToken);
    const claim = call(page, 'phone.setInboundNumber', { phoneNumber: NUMBER }, { credentials: 'include' });
    expect(await claim).toBe(withCookie);
    const lines = await server.db.sql('DELETE FROM linekeeper.lines RETURNING e164');
    expect(lines).toHaveLength(withCookie === 200 ? 1 : 0);
    await page.context().close();
  });
});
