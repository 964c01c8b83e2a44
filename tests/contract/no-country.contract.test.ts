import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

it("the server reads a national number in the tenant's country, in another one, or in none, as the caller says", async () => {
  const { phone } = server.clientOf(await createPerson(server.db, { country: 'US' }));
  const check = (country?: 'GB' | null) =>
    phone.checkAvailability.query({ phoneNumber: '(415) 523-8886', ...(country !== undefined && { country }) });
  expect(await check()).toMatchObject({ ok: true, data: { phoneNumber: '+14155238886' } });
  expect(await check(null)).toMatchObject({ ok: false, error: { reason: 'NEEDS_COUNTRY' } });
  expect(await check('GB')).toMatchObject({ ok: false });
});
