import type { BrowserContext, CDPSession, Page } from 'playwright-core';

const NUMBER = '/c/brightline-clinic/number';
const SLOW = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, offline: false };

/** Gives a page the network of a slow phone. */
export async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW);
  return session;
}

/** The number page in a new tab, from the moment when the field can be used. */
export async function openNumberPage(
  context: BrowserContext,
  url: string,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<{ page: Page; usableAt: number }> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const state = window as Window & { usableAt?: number };
    new MutationObserver(() => {
      if (document.getElementById('phone-number')) state.usableAt ??= performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  await prepare?.(page);
  await page.goto(`${url}${NUMBER}`, { waitUntil: 'commit' });
  await page.getByLabel('Phone number').waitFor();
  return { page, usableAt: await page.evaluate(() => (window as Window & { usableAt?: number }).usableAt ?? 0) };
}
