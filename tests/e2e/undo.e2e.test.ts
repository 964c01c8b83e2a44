import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACME_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());
beforeEach(() => dashboard.reset());

const OLD = '+1 415 523 8886';
const NEW = '+1 415 523 8887';
const THIRD = '+1 415 523 8889';
const E164 = { [OLD]: '+14155238886', [NEW]: '+14155238887', [THIRD]: '+14155238889' };
/** Milliseconds between the two clicks. */
const GAPS = [120, 300, 500];

const held = () => dashboard.held('Acme Dental');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const question = (page: Page) => page.getByRole('alertdialog', { name: 'Change your number?' });
const confirm = (page: Page) => question(page).getByRole('button', { name: /^Change to/ });

/** Two clicks at the place where the button was at the first one, whatever is there then. */
async function clickTwice(page: Page, name: string, gap: number): Promise<void> {
  const box = await button(page, name).boundingBox();
  if (!box) throw new Error(`${name} isn't visible`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x, y);
  await page.waitForTimeout(gap);
  await page.mouse.click(x, y);
}

/** Acme has changed its number from OLD to NEW, and this page shows it. */
async function changed(): Promise<Page> {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  await page.getByLabel('Phone number').fill(NEW);
  await button(page, `Use ${NEW}`).click();
  await confirm(page).click();
  await page.getByText(`Saved. Your number is ${NEW}`).waitFor();
  return page;
}

async function changedAndOn(pageName: string): Promise<Page> {
  const page = await changed();
  await page.getByRole('link', { name: pageName, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: pageName }).waitFor();
  return page;
}

const takeOver = (number: string) =>
  dashboard.db.sql(
    `INSERT INTO linekeeper.lines (e164, tenant_id) SELECT $1, id FROM linekeeper.tenants WHERE name = 'Brightline Clinic'`,
    [number],
  );

/** How often this page asked for a number to be set. */
function countChanges(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes('setInboundNumber')) count++;
  });
  return () => count;
}

describe('on Activity,', () => {
  it('the button asks first: which number stops, and that it might not come back', async () => {
    const page = await changedAndOn('Activity');
    await button(page, `Use ${OLD} again`).click();
    await question(page).getByText(`People who call ${NEW} will no longer reach Acme Dental`).waitFor();
    await question(page).getByText('you might not get it back').waitFor();
    await button(page, `Keep ${NEW}`).click();
    expect(await held()).toEqual([E164[NEW]]);
    await page.locator(':focus', { hasText: `Use ${OLD} again` }).waitFor();
  });

  it('the result stands above the list and has focus, and nothing offers the reverse', async () => {
    const page = await changedAndOn('Activity');
    await button(page, `Use ${OLD} again`).click();
    await confirm(page).click();
    const result = page.getByRole('status').filter({ hasText: `Undone. Your number is ${OLD} again` });
    await result.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Undone');
    await page.getByText(`Number changed from ${NEW} to ${OLD}`).waitFor();
    expect(await page.getByRole('button', { name: /^Use .* again$/ }).count()).toBe(0);
    expect(await held()).toEqual([E164[OLD]]);
    await page.reload();
    await page.getByText(`Number changed from ${NEW} to ${OLD}`).first().waitFor();
    expect(await page.getByRole('button', { name: /^Use .* again$/ }).count()).toBe(0);
  });

  it.each(GAPS)(
    'a double click of %i ms changes nothing, and neither does one on the confirmation twice',
    async (gap) => {
      const page = await changedAndOn('Activity');
      const changes = countChanges(page);
      await button(page, `Use ${OLD} again`).waitFor();
      await page.waitForTimeout(800);
      await clickTwice(page, `Use ${OLD} again`, gap);
      await question(page).waitFor();
      expect(changes()).toBe(0);
      expect(await held()).toEqual([E164[NEW]]);

      await confirm(page).click({ trial: true });
      await clickTwice(page, `Change to ${OLD}`, gap);
      await page.getByText(`Undone. Your number is ${OLD} again`).waitFor();
      await page.waitForTimeout(800);
      expect(changes()).toBe(1);
      expect(await held()).toEqual([E164[OLD]]);
    },
  );

  it('changes nothing if the number has changed since the question', async () => {
    const page = await changedAndOn('Activity');
    await button(page, `Use ${OLD} again`).click();
    await question(page).waitFor();
    await dashboard.db.sql('UPDATE linekeeper.lines SET e164 = $1 WHERE e164 = $2', [E164[THIRD], E164[NEW]]);
    await confirm(page).click();
    await page.getByText(`Your company's number was changed to ${THIRD}`).waitFor();
    expect(await held()).toEqual([E164[THIRD]]);
  });

  it('says what to do if it is too late, with a reference for support', async () => {
    const page = await changedAndOn('Activity');
    await button(page, `Use ${OLD} again`).waitFor();
    await takeOver(E164[OLD]);
    await button(page, `Use ${OLD} again`).click();
    await confirm(page).click();
    await page.getByText(`It's too late to undo: another company now uses ${OLD}`).waitFor();
    await page.getByText(`Your number is still ${NEW}`).waitFor();
    await page.getByRole('heading', { name: 'What you can do' }).waitFor();
    await button(page, 'Get a reference for support').click();
    await page.getByLabel('Reference').waitFor();
    expect(await page.getByRole('button', { name: /^Use .* again$/ }).count()).toBe(0);
    expect(await held()).toEqual([E164[NEW]]);
  });
});

describe('on Number,', () => {
  it.each(GAPS)('a double click of %i ms on the confirmation or the undo changes the number once', async (gap) => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    const changes = countChanges(page);
    await page.getByLabel('Phone number').fill(NEW);
    await button(page, `Use ${NEW}`).click();
    await confirm(page).click({ trial: true });
    await clickTwice(page, `Change to ${NEW}`, gap);
    await page.getByText(`Saved. Your number is ${NEW}`).waitFor();
    await page.waitForTimeout(800);
    // The second click can at most have asked.
    if (await question(page).isVisible()) await button(page, `Keep ${NEW}`).click();
    expect(changes()).toBe(1);

    await clickTwice(page, `Undo: use ${OLD} again`, gap);
    await question(page).waitFor();
    expect(changes()).toBe(1);
    expect(await held()).toEqual([E164[NEW]]);
  });

  it.each(GAPS)('a double click of %i ms on the release leaves the number released', async (gap) => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await button(page, 'Release number').click();
    await button(page, 'Release').click({ trial: true });
    await clickTwice(page, 'Release', gap);
    await page.getByText(`You released ${OLD}`).waitFor();
    await page.waitForTimeout(800);
    expect(await held()).toEqual([]);
  });

  it('the undo still stands there after a reload, asks, and says what calls do afterwards', async () => {
    const page = await changed();
    await page.reload();
    await page.getByText(`your number was ${OLD}. You can use it again until another company uses it.`).waitFor();
    await button(page, `Undo: use ${OLD} again`).click();
    await confirm(page).click();
    await page.getByText(`Undone. Your number is ${OLD} again`).waitFor();
    await page.getByText(`Calls to ${OLD} arrive here if your phone provider still sends them here.`).waitFor();
    expect(await page.getByText('the new number arrive').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
    expect(await held()).toEqual([E164[OLD]]);
    await page.reload();
    await page.getByLabel('Phone number').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
  });

  it('says what to do if it is too late after a reload', async () => {
    const page = await changed();
    await takeOver(E164[OLD]);
    await page.reload();
    await button(page, `Undo: use ${OLD} again`).click();
    await confirm(page).click();
    await page.getByText(`It's too late to undo: another company now uses ${OLD}`).waitFor();
    await page.getByRole('heading', { name: 'What you can do' }).waitFor();
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
  });
});

describe('on Overview,', () => {
  const released = async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await button(page, 'Release number').click();
    await button(page, 'Release').click();
    await page.getByText(`You released ${OLD}`).waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await button(page, `Use ${OLD} again`).click({ trial: true });
    return page;
  };

  it.each(GAPS)('a double click of %i ms takes a released number back once, and the page says so', async (gap) => {
    const page = await released();
    const changes = countChanges(page);
    await clickTwice(page, `Use ${OLD} again`, gap);
    await page.getByText(`Undone. Your number is ${OLD} again`).waitFor();
    await page.waitForTimeout(800);
    expect(changes()).toBe(1);
    expect(await held()).toEqual([E164[OLD]]);
  });

  it('says what to do if it is too late', async () => {
    const page = await released();
    await takeOver(E164[OLD]);
    await button(page, `Use ${OLD} again`).click();
    await page.getByText(`It's too late to undo: another company now uses ${OLD}`).waitFor();
    await page.getByText('Somebody took the number after you released it.').waitFor();
    await page.getByRole('heading', { name: 'What you can do' }).waitFor();
    await page.getByText('If the number is still yours at your phone provider').waitFor();
    // It was their own number.
    expect(await page.getByText('Check every digit').count()).toBe(0);
  });
});
