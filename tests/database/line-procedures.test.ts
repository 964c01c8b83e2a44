import { apiOf, createContext, type Database, type TenantId } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const LINE = '+442079460018';
const FREE = '+442079460019';
/** It has the form of a number, but isn't in its country's plan. */
const LEFT_ITS_PLAN = '+15555555555';

let test: TestDatabase;
let db: Database;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines');
  [one, two] = await createTwoTenants(test);
});

const hold = (e164: string, tenantId: TenantId) =>
  test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [e164, tenantId]);
/** The procedures for the owner of a company of Britain. */
const phone = (id = one) =>
  apiOf(
    createContext({
      db,
      resolvePrincipal: async () => ({
        kind: 'person',
        id: 'ada',
        name: 'Ada',
        email: 'ada@company.example',
        tenant: { id, name: 'Acme', country: 'GB' },
        role: 'owner',
      }),
    }),
  ).phone;
const invalid = (reason: string) => ({ ok: false, error: { code: 'PHONE_INVALID', reason } });
const taken = (phoneNumber: string) => ({ ok: false, error: { code: 'PHONE_TAKEN', phoneNumber } });

it('a national spelling is read in the country of the request, otherwise in the country of the company', async () => {
  const text = '020 7946 0018';
  expect(await phone().checkAvailability({ phoneNumber: text })).toEqual({
    ok: true,
    data: { phoneNumber: LINE, availability: 'AVAILABLE' },
  });
  expect(await phone().checkAvailability({ phoneNumber: text, country: 'FR' })).toMatchObject({ ok: false });
  expect(await phone().checkAvailability({ phoneNumber: text, country: null })).toMatchObject(invalid('NEEDS_COUNTRY'));
});

it('a check and a claim of a line that another company holds are refused with the number', async () => {
  await hold(LINE, two);
  expect(await phone().checkAvailability({ phoneNumber: '020 7946 0018' })).toMatchObject(taken(LINE));
  expect(await phone().setInboundNumber({ phoneNumber: '020 7946 0018' })).toMatchObject(taken(LINE));
  expect(await phone().getInboundNumber()).toBeNull();
  expect(await phone().setInboundNumber({ phoneNumber: FREE })).toMatchObject({
    ok: true,
    data: { phoneNumber: FREE },
  });
});

it("a company's own number is accepted even if it has left the plan of its country", async () => {
  expect(await phone().checkAvailability({ phoneNumber: LEFT_ITS_PLAN })).toMatchObject(invalid('NOT_IN_USE'));
  await hold(LEFT_ITS_PLAN, one);
  const own = { phoneNumber: LEFT_ITS_PLAN, availability: 'YOURS' };
  expect(await phone().checkAvailability({ phoneNumber: LEFT_ITS_PLAN })).toEqual({ ok: true, data: own });
  expect(await phone().setInboundNumber({ phoneNumber: LEFT_ITS_PLAN })).toMatchObject({ ok: true });
  // This is accepted only in the stored form, and only from the company that holds it.
  expect(await phone().checkAvailability({ phoneNumber: '+1 555 555 5555' })).toMatchObject(invalid('NOT_IN_USE'));
  expect(await phone(two).checkAvailability({ phoneNumber: LEFT_ITS_PLAN })).toMatchObject(invalid('NOT_IN_USE'));
  expect(await phone(two).setInboundNumber({ phoneNumber: LEFT_ITS_PLAN })).toMatchObject(invalid('NOT_IN_USE'));
});
