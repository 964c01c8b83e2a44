import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom, type Random } from '../support/random.ts';
import { BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

/** Random edits for each country. 63 for each of eight countries are 500 in all. */
const EDITS = process.env.TEST_LONG ? 63 : 8;
const COUNTRIES = ['GB', 'US', 'DE', 'FR', 'IT', 'BR', 'IN', 'JP'] as const;
const PASTES = [
  '+44 20 7946 0018',
  '(415) 523-8886',
  '030 901820',
  '📞 +33 1 42 68 53 00',
  'call 06 1234 5678',
  '٠١٢٣',
];
const KEYS = ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete', 'Shift+ArrowLeft', 'Shift+Home'];

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

type Edit = { kind: 'type' | 'paste' | 'key'; text: string };

function randomEdit(random: Random): Edit {
  const which = random.next();
  if (which < 0.65) return { kind: 'type', text: random.pick([...'0123456789+ ()-']) };
  return which < 0.75 ? { kind: 'paste', text: random.pick(PASTES) } : { kind: 'key', text: random.pick(KEYS) };
}

async function apply(page: Page, { kind, text }: Edit): Promise<void> {
  if (kind === 'key') await page.keyboard.press(text);
  else if (kind === 'type') await page.keyboard.type(text);
  // As pasting does, and it can be undone.
  else await page.evaluate((pasted) => document.execCommand('insertText', false, pasted), text);
}

const stateOf = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement;
    return { value: field.value, start: field.selectionStart, end: field.selectionEnd };
  });

/** Undoes or redoes everything. Returns the text that is left. */
async function repeat(page: Page, keys: string): Promise<string> {
  await page.bringToFront();
  for (let step = 0; step <= EDITS; step++) await page.keyboard.press(keys);
  return (await stateOf(page)).value;
}

it(`the field behaves like a plain input, with answers late and out of order (${EDITS} edits a country)`, async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  const plain = await page.context().newPage();
  await plain.setContent('<input type="tel" autofocus>');
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = createRandom(seed);
  await page.route('**/trpc/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, random.next() * 400));
    await route.continue().catch(() => {});
  });

  for (const country of COUNTRIES) {
    await page.getByLabel('Phone number').fill('');
    await page.getByLabel('Country').selectOption(country);
    await page.reload();
    await page.getByLabel('Phone number').focus();
    await plain.reload();
    await plain.setContent('<input type="tel">');
    await plain.locator('input').focus();
    const edits: Edit[] = [];
    for (let edit = 0; edit < EDITS; edit++) {
      const next = randomEdit(random);
      edits.push(next);
      const about = `seed ${seed}, ${country}: ${JSON.stringify(edits)}`;
      await plain.bringToFront();
      await apply(plain, next);
      const expected = await stateOf(plain);
      await page.bringToFront();
      await apply(page, next);
      expect(await stateOf(page), about).toEqual(expected);
      if (next.kind === 'type') {
        const message = (await page.locator('#number-message').textContent()) ?? '';
        // An error that is shown while a person types must be one that more digits can't fix.
        if (await page.locator('#number-message .text-bad').count())
          expect(message, about).toMatch(/too many|already|no country has this/i);
      }
    }
    // The browser decides how many edits one undo step covers. Undoing and redoing everything must lead to the same
    // texts.
    for (const keys of ['Control+z', 'Control+Shift+z']) {
      const about = `${keys}, seed ${seed}, ${country}: ${JSON.stringify(edits)}`;
      expect(await repeat(page, keys), about).toBe(await repeat(plain, keys));
    }
  }
}, 600_000);
