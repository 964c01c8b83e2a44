import { PHONE_TAKEN_MESSAGE } from '@linekeeper/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, type TestPeopleOptions } from '../support/test-people.ts';
import type { Calls, Door } from './door.ts';
import { Fault } from './door.ts';
import { DOORS } from './doors.ts';

const ACME = '+1 415 523 8886';
const ACME_E164 = '+14155238886';
const LONDON = '+442079460018';

describe.each(DOORS)('through $name', ({ open, people }) => {
  let door: Door;
  beforeAll(async () => {
    door = await open();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const someone = async (options?: TestPeopleOptions) => door.as(await createPerson(door.server.db, options));
  /** No number is held: each test starts from here. */
  const nothingHeld = () => door.server.db.sql('DELETE FROM linekeeper.lines');

  it('claims a free number and finds it again', async () => {
    await nothingHeld();
    const calls = await someone();
    expect(await calls.getInboundNumber()).toBeNull();
    expect(await calls.checkAvailability({ phoneNumber: ACME })).toEqual({
      ok: true,
      data: { phoneNumber: ACME_E164, availability: 'AVAILABLE' },
    });
    const outcome = await calls.setInboundNumber({ phoneNumber: ACME });
    expect(outcome).toEqual({
      ok: true,
      data: { phoneNumber: ACME_E164, claimedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
    expect(await calls.getInboundNumber()).toEqual(outcome.ok && outcome.data);
    expect(await calls.checkAvailability({ phoneNumber: ACME })).toMatchObject({ data: { availability: 'YOURS' } });
  });

  it('answers PHONE_TAKEN as a value to a check and a claim, without saying who holds it', async () => {
    await nothingHeld();
    const holder = await createPerson(door.server.db);
    await (await door.as(holder)).setInboundNumber({ phoneNumber: ACME });
    const calls = await someone();
    const taken = {
      ok: false,
      error: { code: 'PHONE_TAKEN', phoneNumber: ACME_E164, message: PHONE_TAKEN_MESSAGE },
    };
    expect(await calls.checkAvailability({ phoneNumber: ACME })).toEqual(taken);
    expect(await calls.setInboundNumber({ phoneNumber: ACME })).toEqual(taken);
    expect(PHONE_TAKEN_MESSAGE).toBe('This phone number is already registered with another company');
    expect(await calls.getInboundNumber()).toBeNull();
    expect(await (await door.as(holder)).getInboundNumber()).toMatchObject({ phoneNumber: ACME_E164 });
  });

  it("doesn't change claimedAt if a claim is repeated", async () => {
    await nothingHeld();
    const calls = await someone();
    const first = await calls.setInboundNumber({ phoneNumber: ACME });
    expect(await calls.setInboundNumber({ phoneNumber: '+1-415-523-8886' })).toEqual(first);
  });

  it('releases the old number only if the new one is claimed', async () => {
    await nothingHeld();
    const [one, two] = [await createPerson(door.server.db), await createPerson(door.server.db)];
    const calls = await door.as(one);
    const before = await calls.setInboundNumber({ phoneNumber: ACME });
    const after = await calls.setInboundNumber({ phoneNumber: LONDON });
    expect(after).toMatchObject({ ok: true, data: { phoneNumber: LONDON } });
    expect(after.ok && before.ok && after.data.claimedAt >= before.data.claimedAt).toBe(true);
    expect(await (await door.as(two)).setInboundNumber({ phoneNumber: ACME })).toMatchObject({ ok: true });
  });

  it('refuses to replace another number than the expected one, and says which one it is', async () => {
    await nothingHeld();
    const calls = await someone();
    expect(await calls.setInboundNumber({ phoneNumber: ACME, expected: null })).toMatchObject({ ok: true });
    expect(await calls.setInboundNumber({ phoneNumber: LONDON, expected: null })).toEqual({
      ok: false,
      error: { code: 'NUMBER_CHANGED', current: ACME_E164, message: expect.stringContaining(ACME_E164) },
    });
    expect(await calls.getInboundNumber()).toMatchObject({ phoneNumber: ACME_E164 });
    expect(await calls.setInboundNumber({ phoneNumber: LONDON, expected: ACME_E164 })).toMatchObject({ ok: true });
  });

  it('keeps the number if the wanted one is taken', async () => {
    await nothingHeld();
    const [one, two] = [await createPerson(door.server.db), await createPerson(door.server.db)];
    await (await door.as(one)).setInboundNumber({ phoneNumber: ACME });
    const calls = await door.as(two);
    await calls.setInboundNumber({ phoneNumber: LONDON });
    expect(await calls.setInboundNumber({ phoneNumber: ACME })).toMatchObject({ error: { code: 'PHONE_TAKEN' } });
    expect(await calls.getInboundNumber()).toMatchObject({ phoneNumber: LONDON });
  });

  it('releases the number, and answers null if there is none', async () => {
    await nothingHeld();
    const calls = await someone();
    await calls.setInboundNumber({ phoneNumber: ACME });
    expect(await calls.releaseInboundNumber()).toEqual({ ok: true, data: { released: ACME_E164 } });
    expect(await calls.releaseInboundNumber()).toEqual({ ok: true, data: { released: null } });
    expect(await calls.getInboundNumber()).toBeNull();
    expect(await (await someone()).setInboundNumber({ phoneNumber: ACME })).toMatchObject({ ok: true });
  });

  it.each([
    { phoneNumber: '(415) 523-8886', country: 'US' },
    { phoneNumber: '14155238886', country: 'US' },
    { phoneNumber: '+1-415-523-8886' },
  ])('reads $phoneNumber as the same line', async (input) => {
    await nothingHeld();
    const calls = await someone();
    expect(await calls.setInboundNumber(input)).toMatchObject({ ok: true, data: { phoneNumber: ACME_E164 } });
    for (const spelling of ['4155238886', '+1 (415) 523 8886', '+14155238886']) {
      const other = { phoneNumber: spelling, country: 'US' };
      expect(await (await someone()).checkAvailability(other)).toMatchObject({ error: { code: 'PHONE_TAKEN' } });
      expect(await (await someone()).setInboundNumber(other)).toMatchObject({ error: { code: 'PHONE_TAKEN' } });
    }
  });

  it("reads a national number in the tenant's country if the input has none", async () => {
    await nothingHeld();
    const calls = await someone({ country: 'GB' });
    expect(await calls.checkAvailability({ phoneNumber: '020 7946 0018' })).toMatchObject({
      data: { phoneNumber: LONDON },
    });
    expect(await calls.setInboundNumber({ phoneNumber: '020 7946 0018' })).toMatchObject({
      data: { phoneNumber: LONDON },
    });
  });

  it('answers PHONE_INVALID with a reason and what to do', async () => {
    const calls = await someone();
    const input = { phoneNumber: '020 7946 0018' };
    const invalid = {
      ok: false,
      error: { code: 'PHONE_INVALID', reason: 'NEEDS_COUNTRY', message: expect.stringContaining('+') },
    };
    expect(await calls.checkAvailability(input)).toEqual(invalid);
    expect(await calls.setInboundNumber(input)).toEqual(invalid);
  });

  // The host's own code decides who can do what.
  if (!people) return;

  it('lets a member read, not update', async () => {
    await nothingHeld();
    const calls = await someone({ role: 'member' });
    expect(await calls.getInboundNumber()).toBeNull();
    await expectFault('FORBIDDEN', calls.setInboundNumber({ phoneNumber: ACME }));
    await expectFault('FORBIDDEN', calls.checkAvailability({ phoneNumber: ACME }));
    await expectFault('FORBIDDEN', calls.releaseInboundNumber());
  });

  it('throws UNAUTHORIZED if the caller is not signed in or the session has ended', async () => {
    const callers: Calls[] = [await door.as(null)];
    for (const calls of callers) await expectEveryCallUnauthorized(calls);
    await expectEveryCallUnauthorized(await someone({ expiresInSeconds: -1 }));
  });
});

async function expectEveryCallUnauthorized(calls: Calls): Promise<void> {
  await expectFault('UNAUTHORIZED', calls.getInboundNumber());
  await expectFault('UNAUTHORIZED', calls.checkAvailability({ phoneNumber: ACME }));
  await expectFault('UNAUTHORIZED', calls.setInboundNumber({ phoneNumber: ACME }));
  await expectFault('UNAUTHORIZED', calls.releaseInboundNumber());
}

async function expectFault(code: string, call: Promise<unknown>): Promise<void> {
  const thrown = await call.then(
    (value) => expect.fail(`Expected the fault ${code}, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  expect((thrown as Fault).code).toBe(code);
}
