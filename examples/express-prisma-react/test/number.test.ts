import { afterAll, expect, it } from 'vitest';
import { openProduct } from './browser.ts';

const TAKEN = 'This phone number is already registered with another company';
/** A different number in each run, because the database can be the same. */
const LAST_DIGITS = String(1000 + Math.floor(Math.random() * 9000));
const NUMBER = `+1415523${LAST_DIGITS}`;
const product = await openProduct();
afterAll(() => product.close());

const companyOf = async (to: string) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${product.url}/calls`, { method: 'POST', headers, body: JSON.stringify({ to }) });
  return ((await answer.json()) as { company: string | null }).company;
};

it('one company claims a number in the form, another is refused, and calls reach the first', async () => {
  const acme = await product.signUp('Acme Dental');
  await acme.getByLabel('Phone number').fill(`(415) 523-${LAST_DIGITS}`);
  await acme.getByText('This number is available').waitFor();
  await acme.getByRole('button', { name: 'Save' }).click();
  await acme.getByText('Saved').waitFor();
  expect(await companyOf(NUMBER)).toBe('Acme Dental');

  const brightline = await product.signUp('Brightline Clinic');
  await brightline.getByLabel('Phone number').fill(NUMBER);
  await brightline.getByText(TAKEN).waitFor();
  await brightline.getByRole('button', { name: 'Save' }).click();
  await brightline.getByText(TAKEN).waitFor();
  expect(await companyOf(NUMBER)).toBe('Acme Dental');
  expect(await companyOf('+442079460018')).toBe(null);
});
