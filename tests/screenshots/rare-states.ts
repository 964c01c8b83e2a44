import type { Page } from 'playwright-core';
import { ACME_OWNER, acme, BRIGHTLINE_OWNER, brightline, type State, text } from './state.ts';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** What people rarely see: lost answers, and other companies' acts at the same moment. */
export const RARE_STATES: readonly State[] = [
  {
    name: 'number-unconfirmed',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await page.getByLabel('Phone number').fill('020 7946 0018');
      await text(page, 'Not used by another company');
      await page.route(/trpc\/.*InboundNumber/, (route) => route.abort());
      await press(page, /^Use \+/);
      await text(page, "We don't know yet");
    },
  },
  {
    name: 'number-undo-too-late',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await change(page);
      await page.route('**/trpc/phone.setInboundNumber**', (route) => {
        const phoneNumber = '+14155238886';
        const message = 'This phone number is already registered with another company';
        const data = { ok: false, error: { code: 'PHONE_TAKEN', phoneNumber, message } };
        const answer = { result: { data } };
        return route.fulfill({ json: route.request().url().includes('batch=') ? [answer] : answer });
      });
      await press(page, 'Undo');
      await text(page, "It's too late to undo");
    },
  },
];

/** To the other of two numbers, whichever the company has. */
async function change(page: Page): Promise<void> {
  const before = await page
    .getByText(/^\+1 415 523 888\d$/)
    .first()
    .textContent();
  await page.getByLabel('Phone number').fill(before?.endsWith('7') ? '+1 415 523 8886' : '+1 415 523 8887');
  await press(page, /^Use \+/);
  await press(page, /^Change to/);
  await text(page, 'Saved');
}
