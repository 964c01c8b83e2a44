import type { Page, Route } from 'playwright-core';
import type { People } from './people.ts';

export const ACME_OWNER = 'Acme Dental, owner';
export const ACME_VIEWER = 'Acme Dental, member';
export const BRIGHTLINE_OWNER = 'Brightline Clinic, owner';

/** A page in one state. */
export interface State {
  name: string;
  /** The demo person, as the sign-in page offers them. Null: nobody is signed in. */
  person: string | null;
  path: string;
  /** What has to happen once before the first picture. Later states see it, too. */
  before?: (people: People) => Promise<unknown>;
  /** What the person does on the page. */
  act?: (page: Page) => Promise<unknown>;
  /** The picture shows the placeholder, so it doesn't wait for the content. */
  isLoading?: boolean;
  /** The error that the browser logs in this state, and in no other. */
  logs?: RegExp;
}

const at = (company: string) => (path: string) => `/c/${company}${path && `/${path}`}`;
export const acme = at('acme-dental');
export const brightline = at('brightline-clinic');

/** Waits for these words. */
export const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

/** Presses the first button with this name. */
export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

export const typeNumber = (page: Page, words: string) => page.getByLabel('Phone number').fill(words);

/** Acme Dental's number as the page shows it. Earlier states change it. */
export const acmeNumber = async (page: Page) =>
  (await page
    .getByText(/^\+1 415 523 888\d$/)
    .first()
    .textContent()) ?? '';

/** Presses the button with this name, which opens a dialog. */
export const open = (name: string) => async (page: Page) => {
  await press(page, name);
  await page.locator('dialog[open]').waitFor();
};

/** Loads the page again, and every call of this procedure fails. */
export const without = (procedure: string) => async (page: Page) => {
  await page.route(`**/trpc/*${procedure}*`, (route) => route.abort());
  await page.reload();
  await text(page, 'Try again');
};

/** Answers as if another company had this number by now. */
export const refuseAsTaken = (phoneNumber: string) => (route: Route) => {
  const message = 'This phone number is already registered with another company';
  const data = { ok: false, error: { code: 'PHONE_TAKEN', phoneNumber, message } };
  const answer = { result: { data } };
  return route.fulfill({ json: route.request().url().includes('batch=') ? [answer] : answer });
};

/** Closes the page's browser. A state can change answers, and one of them might still be on its way. */
export async function closed(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
}
