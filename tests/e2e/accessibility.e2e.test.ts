import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { People } from '../screenshots/people.ts';
import { closed } from '../screenshots/state.ts';
import { STATES } from '../screenshots/states.ts';
import { ACME_OWNER, complaintsOf, type Dashboard, openDashboard } from './dashboard.ts';

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;
type Look = keyof typeof LOOKS;
/** 320 pixels are also what a window of 1280 pixels has at a zoom of 400 %. */
const WIDTHS = [1440, 2560, 390, 320];

/** `pnpm test:states` checks each state in all looks and widths. Neighbours are mostly states of the same page. */
const looksOf = (index: number): Look[] => {
  const all = Object.keys(LOOKS) as Look[];
  return process.env.TEST_LONG ? all : all.slice(index % 3, (index % 3) + 1);
};
const hasAxe = (width: number) => process.env.TEST_LONG || width === WIDTHS[0];

let dashboard: Dashboard;
let people: People;
let complaints: string[] = [];
beforeAll(async () => {
  dashboard = await openDashboard({ LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example' });
  people = new People(dashboard.browser, dashboard.url, (page) => {
    complaints = complaintsOf(page);
  });
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it.each(STATES.map((state, index) => ({ ...state, looks: looksOf(index), in: looksOf(index).join(', ') })))(
  'the state $name has no axe violation in $in, no browser error and no motion, and fits 320 to 2560 pixels',
  async ({ looks, logs, ...state }) => {
    await state.before?.(people);
    complaints = [];
    const page = await people.open(state);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 640 ? 640 : 900 });
      for (const look of looks) {
        await page.emulateMedia({ ...LOOKS[look], reducedMotion: 'reduce' });
        if (hasAxe(width)) expect(await violations(page), `${look}, ${width} pixels`).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${width} pixels`).toBeLessThanOrEqual(0);
      expect(await cutOff(page), `${width} pixels`).toEqual([]);
      expect(await brokenOverLines(page), `${width} pixels`).toEqual([]);
    }
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    // A state can be that a request fails, which the browser and the router report.
    const known = complaints.filter((text) => !/^(?:Failed to load resource|SessionFailure:)/.test(text));
    expect(known.filter((text) => !logs?.test(text))).toEqual([]);
    if (logs) expect(known).not.toEqual([]);
    await closed(page);
  },
);

it('the current page is still marked in forced-colours mode', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  await page.emulateMedia({ forcedColors: 'active' });
  const outlineOf = (name: string) =>
    page.getByRole('link', { name, exact: true }).evaluate((link) => getComputedStyle(link).outlineStyle);
  expect(await outlineOf('Overview')).toBe('solid');
  expect(await outlineOf('Number')).toBe('none');
});

it('people who asked for less motion see none while a page loads', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  await page.route('**/trpc/**', () => {});
  const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
    await page.emulateMedia({ reducedMotion });
    await page.reload({ waitUntil: 'commit' });
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    return page.evaluate(() => document.getAnimations().length);
  };
  expect(await moving('no-preference')).toBeGreaterThan(0);
  expect(await moving('reduce')).toBe(0);
});

it.each(['', 'number', 'connect', 'calls', 'activity', 'team', 'api-keys', 'company', 'account'])(
  'at 2560 pixels the page "%s" is a column in the middle that stays readable',
  async (path) => {
    const { page } = await dashboard.signedIn(ACME_OWNER, path);
    await page.setViewportSize({ width: 2560, height: 1440 });
    await page.locator('main > div').first().waitFor();
    const { content, main } = await page.evaluate(() => {
      const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().toJSON() as DOMRect;
      return { content: boxOf('main > div'), main: boxOf('main') };
    });
    expect(content.width).toBeLessThanOrEqual(800);
    expect(Math.abs(content.x + content.width / 2 - (main.x + main.width / 2))).toBeLessThanOrEqual(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(2560);
  },
);

it('every control is large enough to press, and the theme can be chosen', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, nav a')]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 40)
      .map((control) => control.outerHTML),
  );
  expect(small).toEqual([]);
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByLabel('Theme').selectOption('Dark');
  const canvas = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await canvas()).toBe('rgb(15, 18, 23)');
  await page.reload();
  expect(await canvas()).toBe('rgb(15, 18, 23)');
});

/** The controls that reach out of the box that they are in, or of the window. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'main :is(a, button, input, select, h1, h2), dialog[open] :is(button, input, select)',
      ),
    ]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < -1 || right > window.innerWidth + 1);
      })
      .map((element) => element.outerHTML),
  );
}

/** The phone numbers and dates that are broken over two lines. */
function brokenOverLines(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const found of (node.nodeValue ?? '').matchAll(/\+\d[\d\s]{6,}\d|\b\d{1,2}\s[A-Z][a-z]{2,}\s\d{4}\b/g)) {
        const range = document.createRange();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(found[0]);
      }
    }
    return broken;
  });
}

/** The violations that axe finds, one line each. Axe is evaluated, because the page's policy forbids foreign scripts. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    interface Found {
      id: string;
      help: string;
      nodes: { html: string }[];
    }
    const inPage = window as unknown as { axe: { run(): Promise<{ violations: Found[] }> } };
    const found = await inPage.axe.run();
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
