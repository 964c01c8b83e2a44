import type { BrowserContext, Page } from 'playwright-core';

/**
 * Lets the pages see a server with a public address, as in production: the tests' server has an address of this machine, which
 * the phone provider can't reach. `change` changes more of what the pages see of the company's setup for calls.
 */
export async function withPublicAddress(
  pages: BrowserContext | Page,
  change: (body: string) => string = (body) => body,
): Promise<void> {
  await pages.route('**/trpc/*voice.getSetup*', async (route) => {
    try {
      const response = await route.fetch();
      const body = (await response.text()).replace(
        /"(voiceUrl|statusUrl)":"http:\/\/localhost:\d+/g,
        '"$1":"https://lines.example',
      );
      await route.fulfill({ response, body: change(body) });
    } catch {
      // The page was closed.
      await route.abort().catch(() => {});
    }
  });
}
