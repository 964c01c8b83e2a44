import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { app } from '../server/app.ts';

/** The product, and a browser with its page open. */
export async function openProduct() {
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
    const listening = app.listen(0, () => resolve(listening));
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  return {
    url,
    /** Signs a new company up, and returns its page. */
    async signUp(company: string): Promise<Page> {
      const page = await browser.newPage();
      await page.goto(url);
      const email = `${crypto.randomUUID()}@example.test`;
      const fields = {
        Company: company,
        'Country, for example US': 'US',
        'Your name': 'Ada',
        Email: email,
        Password: 'p',
      };
      for (const [placeholder, value] of Object.entries(fields)) await page.getByPlaceholder(placeholder).fill(value);
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.getByRole('heading', { name: company }).waitFor();
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
