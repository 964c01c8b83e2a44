import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import type { Save, SaveButton } from './legacy-front-ends/save.ts';
import { saveOnSettingsPage } from './legacy-front-ends/settings-page.ts';
import { saveOnVoicePage } from './legacy-front-ends/voice-page.ts';

const OURS = '+14155238886';
const THEIRS = '+442079460018';

/** The texts that each page shows. */
const PAGES = [
  {
    name: 'settings',
    save: saveOnSettingsPage,
    saved: 'Inbound number saved successfully!',
    taken: 'Failed to save configuration.',
    invalid: 'Failed to save configuration.',
    failed: 'Failed to save configuration.',
    signedOut: 'Failed to save configuration.',
  },
  {
    name: 'voice',
    save: saveOnVoicePage,
    saved: 'Inbound number saved. Check the webhook of the number at Twilio.',
    taken: 'This phone number is already registered with another company',
    invalid: 'Remove the extension. Callers dial the main number',
    failed: 'Failed to save inbound number',
    signedOut: 'Not signed in, or the API key is invalid',
  },
];

let legacy: Server;
let legacyPort: number;
let server: TestServer;
let door: OrganizationDoor;
let browser: Browser;
let person: TestPerson;
beforeAll(async () => {
  legacyPort = await freePort();
  // Where the legacy system serves its pages: a different origin from the API's.
  legacy = createServer((_request, response) => response.end('<!doctype html><title>Legacy</title>'));
  await new Promise<void>((resolve) => legacy.listen(legacyPort, '127.0.0.1', resolve));
  const LINEKEEPER_FRONT_END_ORIGINS = `https://app.example,http://127.0.0.1:${legacyPort}`;
  [server, browser] = await Promise.all([startTestServer({ LINEKEEPER_FRONT_END_ORIGINS }), launchBrowser()]);
  door = await openOrganizationDoor(server.url);
  person = await createPerson(server.db);
  await door.patch(await createPerson(server.db), { twilioConfig: { phoneNumber: THEIRS } });
});
afterAll(async () => {
  await browser.close();
  legacy.close();
  await server[Symbol.asyncDispose]();
});

/** Clicks the button in a real browser, on a page of that host of the legacy system. */
async function inBrowser(button: SaveButton, save: Save, host = '127.0.0.1'): Promise<string> {
  const page = await browser.newPage();
  try {
    await page.goto(`http://${host}:${legacyPort}/`);
    return await page.evaluate(button, save);
  } finally {
    await page.close();
  }
}

const ACCOUNT = `AC${'0'.repeat(32)}`;

describe.each(PAGES)('the $name page', ({ save, saved, taken, invalid, failed, signedOut }) => {
  describe.each([
    ['on a server', (given: Save) => save(given)],
    ['in a browser, on its own origin', (given: Save) => inBrowser(save, given)],
  ])('%s', (_, press) => {
    const typeAndSave = (phoneNumber: string, given: Partial<Save> = {}) =>
      press({ api: server.url, token: person.token, phoneNumber, ...given });

    it('saves the number, and shows it after a reload', async () => {
      await door.patch(person, { twilioConfig: { phoneNumber: null, accountSid: ACCOUNT } });
      expect(await typeAndSave('+1 (415) 523-8886')).toBe(saved);
      expect(await door.get(person)).toMatchObject({
        body: { organization: { twilioConfig: { phoneNumber: OURS, accountSid: ACCOUNT } } },
      });
    });

    it('shows a message for a taken number, for an invalid one, and for an ended session', async () => {
      expect(await typeAndSave('+44 20 7946 0018')).toBe(taken);
      expect(await typeAndSave('+1 415 523 8886 ext. 42')).toBe(invalid);
      expect(await typeAndSave(OURS, { token: 'x.y' })).toBe(signedOut);
    });

    it('shows its own message if there is no answer', async () => {
      const closed = `http://127.0.0.1:${await freePort()}`;
      expect(await typeAndSave(OURS, { api: closed })).toBe(failed);
    });
  });

  it("gets no answer in a browser on an origin that isn't configured", async () => {
    expect(await inBrowser(save, { api: server.url, token: person.token, phoneNumber: OURS }, 'localhost')).toBe(
      failed,
    );
  });
});

describe('a page of another origin', () => {
  const preflight = (path: string, origin: string, url = server.url) =>
    fetch(`${url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');
  const INFO = '/api/organization/info';

  it('can call with a token if it is configured, and never with a cookie', async () => {
    const response = await preflight(INFO, 'https://app.example');
    expect(response.status).toBe(204);
    expect(Object.fromEntries([...response.headers].filter(([name]) => /^access-control|vary/.test(name)))).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET, PATCH',
      'access-control-allow-headers': 'authorization, content-type, linekeeper-tenant',
      'access-control-expose-headers': 'retry-after',
      'access-control-max-age': '600',
      vary: 'Origin',
    });
    // Refusals have the header, too; otherwise, the page couldn't read them.
    const headers = { origin: 'https://app.example' };
    for (const refused of [door.send('GET', { headers }), door.send('PATCH', { headers }, '{')]) {
      expect((await refused).headers.get('access-control-allow-origin')).toBe('https://app.example');
    }
  });

  it("can't call if it isn't configured", async () => {
    for (const origin of ['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null']) {
      expect(allowed(await preflight(INFO, origin))).toBeNull();
      const { headers } = await door.get({ ...person, headers: { origin } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('can call only this address, and none if no origin is configured', async () => {
    for (const path of ['/trpc/phone.setInboundNumber', '/api/session/tenant', '/api/auth/sign-in/email']) {
      expect(allowed(await preflight(path, 'https://app.example')), path).toBeNull();
    }
    await using plain = await startTestServer();
    expect(allowed(await preflight(INFO, 'https://app.example', plain.url))).toBeNull();
  });
});
