import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { withPublicAddress } from '../support/public-address.ts';
import type { State } from './state.ts';

/** The demo people, each signed in once. */
export class People {
  readonly #sessions = new Map<string, NonNullable<BrowserContextOptions['storageState']>>();

  constructor(
    readonly browser: Browser,
    readonly url: string,
    /** Called for each page before it loads. */
    readonly watch: (page: Page) => void = () => {},
  ) {}

  /** A page in this state, in a browser of its own, when everything on it is loaded. */
  async open(
    { person, path, act, isLoading = false }: Omit<State, 'name'>,
    look: BrowserContextOptions = {},
  ): Promise<Page> {
    const storageState = person === null ? undefined : await this.#session(person);
    const context = await this.browser.newContext({
      reducedMotion: 'reduce',
      ...look,
      ...(storageState && { storageState }),
    });
    context.setDefaultTimeout(20_000);
    await withPublicAddress(context);
    const page = await context.newPage();
    this.watch(page);
    await page.goto(`${this.url}${path}`);
    if (act) {
      await hasContent(page);
      await act(page);
    }
    if (isLoading) return page;
    await hasContent(page);
    // The pages fetch again at most every four seconds, so the network is idle in between.
    await page.waitForLoadState('networkidle');
    return page;
  }

  async #session(person: string) {
    const known = this.#sessions.get(person);
    if (known) return known;
    const context = await this.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${this.url}/sign-in`);
    await page.getByRole('button', { name: person }).click();
    await page.waitForURL(/\/c\//);
    const session = await context.storageState();
    await context.close();
    this.#sessions.set(person, session);
    return session;
  }
}

/** Nothing is a placeholder any more. */
async function hasContent(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-label="Loading"], .motion-safe\\:animate-pulse'));
  // The Overview, until the calls are loaded.
  await page
    .getByText(/^Checking/)
    .first()
    .waitFor({ state: 'detached' });
}
