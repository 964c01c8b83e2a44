import { afterAll, expect, it } from 'vitest';
import { openProduct } from './browser.ts';

const product = await openProduct();
afterAll(() => product.close());

it('a company signs up, and sees its page', async () => {
  const page = await product.signUp('Acme Dental');
  await page.getByText('Signed in as Ada').waitFor();
});

it('the product refuses a wrong password and an invalid token', async () => {
  const signIn = await fetch(`${product.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@example.test', password: 'p' }),
  });
  expect(signIn.status).toBe(401);
  const me = await fetch(`${product.url}/api/me`, { headers: { authorization: 'Bearer none' } });
  expect(me.status).toBe(401);
});
