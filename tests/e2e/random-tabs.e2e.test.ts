import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom, type Random } from '../support/random.ts';
import { BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

const ACTIONS = process.env.TEST_LONG ? 200 : 24;
const PAGES = ['Overview', 'Number', 'Activity', 'Team'];

let dashboard: Dashboard;
beforeAll(async () => {
  // More numbers than a company can usually ask about.
  dashboard = await openDashboard({
    LINEKEEPER_NUMBERS_PER_HOUR: '500',
    LINEKEEPER_NUMBERS_PER_DAY: '500',
    LINEKEEPER_CHANGES_PER_DAY: '0',
  });
  await dashboard.db.sql(
    `INSERT INTO linekeeper.members (tenant_id, user_id, role)
     SELECT t.id, u.id, 'owner' FROM linekeeper.tenants t, linekeeper.users u WHERE t.name = 'Acme Dental' AND u.email = $1`,
    [BRIGHTLINE_OWNER],
  );
});
afterAll(() => dashboard[Symbol.asyncDispose]());

/** A tab and the company that it holds. */
interface Tab {
  page: Page;
  company: string;
  /** The first digits of its numbers, so that each number shows which company it belongs to. */
  prefix: string;
}

const open = async (page: Page, name: string) => {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

async function act(random: Random, { page, prefix }: Tab): Promise<string> {
  const which = random.next();
  if (which < 0.3) {
    const name = random.pick(PAGES);
    await open(page, name);
    return name;
  }
  if (which < 0.45) {
    await page.reload();
    return 'reload';
  }
  await open(page, 'Number');
  const release = page.getByRole('button', { name: 'Release number' });
  if (which < 0.6 && (await release.count())) {
    await release.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText('You released').waitFor();
    return 'release';
  }
  const number = `${prefix}${100 + Math.floor(random.next() * 900)}`;
  const isHeld = (await release.count()) > 0;
  const isOurs = (await page.getByText(number, { exact: true }).count()) > 0;
  await page.getByLabel('Phone number').fill(number);
  if (which < 0.75) return `draft ${number}`;
  if (isOurs) {
    await page.getByText('This is already your number').waitFor();
    return `repeat ${number}`;
  }
  await page.getByRole('button', { name: /^Use / }).click();
  if (isHeld) await page.getByRole('button', { name: /^Change to/ }).click();
  await page.getByText(`Saved. Your number is ${number}`).waitFor();
  return `claim ${number}`;
}

it(`each of two tabs shows and changes only its own company (${ACTIONS} random actions)`, async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
  const other = await page.context().newPage();
  await other.goto(`${dashboard.url}/c/acme-dental`);
  const tabs: Tab[] = [
    { page, company: 'Brightline Clinic', prefix: '+44 20 7946 0' },
    { page: other, company: 'Acme Dental', prefix: '+1 415 523 8' },
  ];
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = createRandom(seed);
  const done: string[] = [];
  for (let action = 0; action < ACTIONS; action++) {
    const tab = random.pick(tabs);
    const foreign = tab === tabs[0] ? tabs[1] : tabs[0];
    const before = await dashboard.held(foreign?.company ?? '');
    await tab.page.bringToFront();
    done.push(`${tab.company}: ${await act(random, tab)}`);
    const about = `seed ${seed}: ${done.join(', ')}`;
    await tab.page.getByRole('button', { name: `${tab.company}, switch company` }).waitFor();
    expect(await tab.page.getByText(foreign?.prefix ?? '-').count(), about).toBe(0);
    expect(await dashboard.held(foreign?.company ?? ''), about).toEqual(before);
  }
}, 600_000);
