import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hex } from '../support/voice.ts';
import { ACME_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

const ASSISTANT = 'Connect to your voice assistant';
const ADDRESS = 'wss://media.example/calls';
const ACCOUNT = { sid: `AC${hex(16)}`, token: hex(16) };
const button = (page: Page, name: string) => page.getByRole('button', { name });
/** Everything that the browser keeps for the page. */
const stored = (page: Page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));

it('what was typed on Connect is there after a look at another page and after a reload, except for the auth token', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'connect');
  await page.getByLabel(ASSISTANT).check();
  await page.getByLabel('WebSocket address', { exact: true }).fill(ADDRESS);
  await button(page, 'Show: Save your Twilio account').click();
  await page.getByLabel('Account SID').fill(ACCOUNT.sid);
  await page.getByLabel('Auth token').fill(ACCOUNT.token);
  const isThere = async () => {
    await expect.poll(() => page.getByLabel('WebSocket address', { exact: true }).inputValue()).toBe(ADDRESS);
    expect(await page.getByLabel(ASSISTANT).isChecked()).toBe(true);
    // Its form is open again.
    expect(await page.getByLabel('Account SID').inputValue()).toBe(ACCOUNT.sid);
    expect(await page.getByLabel('Auth token').inputValue()).toBe('');
    expect(await stored(page)).toContain(ACCOUNT.sid);
    expect(await stored(page)).not.toContain(ACCOUNT.token);
  };
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByText('Set up your line').waitFor();
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await isThere();
  await page.reload();
  await isThere();
  // Each choice keeps its own text.
  await page.getByLabel('Play a greeting and hang up').check();
  expect(await page.getByLabel('Greeting', { exact: true }).inputValue()).toBe('');
  await page.getByLabel(ASSISTANT).check();
  expect(await page.getByLabel('WebSocket address', { exact: true }).inputValue()).toBe(ADDRESS);

  // What is saved or closed isn't a draft any more.
  await button(page, 'Save choice').click();
  await page.getByText(`Calls go to your voice assistant at ${ADDRESS}.`).waitFor();
  await button(page, 'Change: Choose what happens to calls').click();
  await page.getByLabel('Play a greeting and hang up').check();
  await button(page, 'Close: Choose what happens to calls').click();
  await button(page, 'Change: Choose what happens to calls').click();
  expect(await page.getByLabel('WebSocket address', { exact: true }).inputValue()).toBe(ADDRESS);
  expect(await page.getByLabel('Account SID').inputValue()).toBe(ACCOUNT.sid);
  await page.getByLabel('Auth token').fill(ACCOUNT.token);
  await button(page, 'Save account').click();
  await page.getByText('Twilio account saved').waitFor();
  expect(await stored(page)).not.toMatch(/draft:[^"]*(account|handling)/);
  await page.reload();
  await page.getByText(ACCOUNT.sid).waitFor();
  expect(await page.getByLabel('Account SID').count()).toBe(0);
  expect(complaints).toEqual([]);
}, 60_000);
