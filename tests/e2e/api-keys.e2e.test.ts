import { apiKeyLimit, MAX_ACTIVE_API_KEYS } from '@linekeeper/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('an owner creates a key that works, sees it once, and revokes it', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER);
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create an API key' });
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await page.getByText('Enter a name for the key').waitFor();
  await page.getByText('Choose at least one').waitFor();

  await page.getByLabel('Name').fill('switchboard');
  await page.getByLabel('See your number').check();
  await page.getByLabel('Expires').selectOption('In 30 days');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const secret = await page.getByLabel('New key').inputValue();
  await page.getByRole('button', { name: 'Copy key' }).waitFor();
  await page.getByText('able to see it again').waitFor();
  // The key can't be shown again, so Escape doesn't close it.
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 700 });
  // All of it can be read.
  const isCut = await page.getByLabel('New key').evaluate((field) => field.scrollWidth > field.clientWidth);
  expect(isCut).toBe(false);
  await page.getByText('How to use it').click();
  await page.getByText(`Replace ${secret.slice(0, 12)}… with the whole key`).waitFor();
  const done = await page.getByRole('button', { name: 'Done' }).boundingBox();
  expect((done?.y ?? 0) + (done?.height ?? 0)).toBeLessThanOrEqual(700);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByText(`authorization: Bearer ${secret.slice(0, 12)}…`).waitFor();
  const answer = await fetch(`${dashboard.url}/trpc/phone.getInboundNumber`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: '{}',
  });
  expect(await answer.json()).toMatchObject({ result: { data: { phoneNumber: '+14155238886' } } });

  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Create key' }).waitFor();
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'switchboard' });
  await row.getByText(`${secret.slice(0, 12)}…`).waitFor();
  await row.getByText(/last used .* · expires/).waitFor();
  expect(await page.content()).not.toContain(secret.slice(12));

  await row.getByRole('button', { name: 'Revoke switchboard' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep key' }).click();
  await row.getByRole('button', { name: 'Revoke switchboard' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No active keys').waitFor();
  await page.getByText('Expired and revoked keys (1)').click();
  await row.getByText(/· revoked \d/).waitFor();
  expect(complaints).toEqual([]);
});

it('an owner can load more keys, and sees a message if no more can be created', async () => {
  await dashboard.db.sql(
    `INSERT INTO linekeeper.api_keys (tenant_id, name, prefix, hash, scopes, created_at)
     SELECT id, 'older ' || i, 'lk_live_abcd', encode(sha256(i::text::bytea), 'hex'), ARRAY['inboundNumber:read'],
       now() - make_interval(days => i)
     FROM linekeeper.tenants, generate_series(1, $1::int) AS i WHERE name = 'Acme Dental'`,
    [MAX_ACTIVE_API_KEYS],
  );
  const { page, complaints } = await dashboard.signedIn(ACME_OWNER, 'api-keys');
  const oldest = page.getByText(`older ${MAX_ACTIVE_API_KEYS}`, { exact: true });
  await page.getByText('older 1', { exact: true }).waitFor();
  expect(await oldest.count()).toBe(0);
  for (let more = 0; more < 3 && (await oldest.count()) === 0; more++) {
    const shown = await page.getByRole('listitem').count();
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(shown);
  }
  await oldest.waitFor();
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);

  await page.getByLabel('Search keys by name').fill('older 99');
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'older' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('one too many');
  await dialog.getByLabel('See your number').check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await page.getByText(apiKeyLimit('ACTIVE').message).waitFor();
  expect(complaints).toEqual([]);
});

it('a search finds keys that the page has not loaded yet, and a long list starts short', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'api-keys');
  const rows = page.getByRole('listitem').filter({ hasText: 'older' });
  await rows.first().waitFor();
  expect(await rows.count()).toBe(8);
  await page.getByLabel('Search keys by name').fill(`older ${MAX_ACTIVE_API_KEYS}`);
  await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining(`older ${MAX_ACTIVE_API_KEYS}`)]);
  await page.getByLabel('Search keys by name').fill('nothing');
  await page.getByText('No key matches').waitFor();
});

it('the search says if more keys could not be loaded, and goes on when the person asks', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'api-keys');
  await page.getByText('older 1', { exact: true }).waitFor();
  await page.route('**/trpc/apiKey.list*', (route) => route.abort());
  await page.getByLabel('Search keys by name').fill(`older ${MAX_ACTIVE_API_KEYS}`);
  await page.getByText("The server can't be reached").waitFor();
  expect(await page.getByText('No key matches').count()).toBe(0);
  await page.unroute('**/trpc/apiKey.list*');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText(`older ${MAX_ACTIVE_API_KEYS}`, { exact: true }).waitFor();
});

it('a member without permission sees who can manage the keys', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER, 'api-keys');
  await page.getByText('Only owners and admins of Acme Dental').waitFor();
  // The menu doesn't lead there.
  expect(await page.getByRole('link', { name: 'API keys' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Create key' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
