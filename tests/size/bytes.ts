import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openNumberPage, slowDown } from './number-page.ts';

const DASHBOARD = fileURLToPath(new URL('../../apps/linekeeper/dashboard', import.meta.url));

/** The kB of script that the sign-in page and the number page load. Leaves Brightline's owner signed in. */
export async function measureBytes(
  browser: Browser,
  context: BrowserContext,
  url: string,
): Promise<Record<string, number>> {
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByText('Demo sign-ins').waitFor();
  const signIn = kilobytes('sign-in', await scriptsOf(page));
  await page.getByRole('button', { name: 'Brightline Clinic, owner' }).click();
  await page.waitForURL(/brightline/);
  await page.close();

  // With an empty cache, and a network that can't bring a file within the task that shows the field.
  const empty = await browser.newContext({ storageState: await context.storageState() });
  const number = await openNumberPage(empty, url, slowDown);
  await number.page.getByText('United Kingdom (GB)').first().waitFor({ state: 'attached' });
  const scripts = await scriptsOf(number.page);
  // The parser is requested in the task that shows the field, so the time of the request says nothing.
  const before = scripts.filter(({ arrivedAt }) => arrivedAt <= number.usableAt);
  return {
    'sign-in, kB': signIn,
    'number page until the field can be used, kB': kilobytes('number page, first', before),
    'number page until the field can be used, files': before.length,
    'number page in all, kB': kilobytes('number page, all', scripts),
  };
}

interface Script {
  path: string;
  /** Milliseconds after the page was requested. */
  arrivedAt: number;
}

function scriptsOf(page: Page): Promise<Script[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => entry as PerformanceResourceTiming)
      .map(({ name, responseEnd }) => ({ path: new URL(name).pathname, arrivedAt: responseEnd }))
      .filter(({ path }) => path.endsWith('.js')),
  );
}

/** As they are sent over HTTPS: browsers take Brotli only there. */
function kilobytes(of: string, scripts: readonly Script[]): number {
  const sizes = scripts.map(({ path }) => ({ path, bytes: statSync(join(DASHBOARD, `${path}.br`)).size }));
  if (process.argv.includes('--files')) {
    for (const { path, bytes } of sizes) console.info(`${of}: ${(bytes / 1_000).toFixed(1)} kB ${path}`);
  }
  return Math.round(sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000);
}
