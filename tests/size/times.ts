import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openNumberPage, slowDown } from './number-page.ts';

/** Fewer than a company can ask about in an hour. */
const NUMBERS = 19;

/** `signedIn` has the cookies of Brightline's owner. */
export async function measureTimes(
  browser: Browser,
  signedIn: BrowserContext,
  url: string,
): Promise<Record<string, number>> {
  const context = await browser.newContext({ storageState: await signedIn.storageState() });
  const slow = await openNumberPage(context, url, async (page) => {
    const session = await slowDown(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  });
  await slow.page.close();
  const { page } = await openNumberPage(context, url);
  const answers: number[] = [];
  for (let line = 0; line < NUMBERS; line++) answers.push(await answerTime(page, `020 7946 0${100 + line}`));
  answers.sort((one, other) => one - other);
  return {
    'field can be used on a slow phone, ms': Math.round(slow.usableAt),
    'last key to answer, p95, ms': Math.round(answers[Math.ceil(NUMBERS * 0.95) - 1] ?? 0),
  };
}

/** Milliseconds from the last key of a number to the answer, measured in the page. */
async function answerTime(page: Page, text: string): Promise<number> {
  await page.getByLabel('Phone number').fill('');
  await page.keyboard.type(text.slice(0, -1), { delay: 20 });
  const answered = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressedAt = 0;
        addEventListener('keydown', () => (pressedAt = performance.now()), { capture: true, once: true });
        new MutationObserver(() => {
          if (document.getElementById('number-message')?.textContent) resolve(performance.now() - pressedAt);
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
  );
  // The page listens once this is evaluated.
  await page.evaluate(() => 0);
  await page.keyboard.press(text.slice(-1));
  return answered;
}
