import { apiOf, createContext, type Database, type TenantId } from '@linekeeper/core';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TEST_CAUSE } from '../support/test-cause.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const [A, B, C] = ['+442079460018', '+442079460019', '+442079460020'] as const;
const changedTo = (current: string | null) => ({ ok: false, error: { code: 'NUMBER_CHANGED', current } });
const holds = (phoneNumber: string) => ({ ok: true, data: { phoneNumber } });

let test: TestDatabase;
let db: Database;
/** Another transaction, which collides with the call under test. */
let other: pg.Client;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  // More changes than a company can usually make.
  db = test.open({ numberBudget: { changesPerDay: 0 } });
  other = new pg.Client({ connectionString: test.ownerUrl });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [one, two] = await createTwoTenants(test);
});

/** The calls of one tab. */
const tab = (id = one) =>
  apiOf(
    createContext({
      db,
      resolvePrincipal: async () => ({
        kind: 'host',
        actor: TEST_CAUSE.actor,
        tenant: { id, name: 'Acme', country: 'GB' },
        permissions: ['inboundNumber:read', 'inboundNumber:update'],
      }),
    }),
  ).phone;
const set = (phoneNumber: string, expected?: string | null, id = one) =>
  tab(id).setInboundNumber({ phoneNumber, ...(expected !== undefined && { expected }) });
const held = async () => (await tab().getInboundNumber())?.phoneNumber;
const countEvents = async () => (await test.sql('SELECT id FROM linekeeper.line_events')).length;

describe('a claim that expects a number', () => {
  it('replaces that number, and is refused with the current one if it has changed', async () => {
    expect(await set(A, null)).toMatchObject(holds(A));
    expect(await set(B, A)).toMatchObject(holds(B));
    const before = await countEvents();
    expect(await set(C, A)).toMatchObject(changedTo(B));
    expect(await held()).toBe(B);
    expect(await countEvents()).toBe(before);
    expect(await set(C, B)).toMatchObject(holds(C));
  });

  it('is refused if the company was expected to have none, or has none any more', async () => {
    await set(A);
    expect(await set(B, null)).toMatchObject(changedTo(A));
    await tab().releaseInboundNumber({});
    expect(await set(B, A)).toMatchObject(changedTo(null));
    expect(await held()).toBeUndefined();
  });

  it('succeeds if the company already holds the wanted number, so that it can be repeated', async () => {
    const first = await set(A);
    expect(await set(A, null)).toEqual(first);
    expect(await set(A, B)).toEqual(first);
  });

  it('replaces any number if nothing is expected', async () => {
    await set(A);
    expect(await set(B)).toMatchObject(holds(B));
  });

  it("isn't refused because of another company's number", async () => {
    await set(B, undefined, two);
    expect(await set(A, null)).toMatchObject(holds(A));
    expect(await set(C, A)).toMatchObject(holds(C));
  });

  it('is PHONE_TAKEN if another company holds the wanted number', async () => {
    await set(A);
    await set(B, undefined, two);
    expect(await set(B, C)).toMatchObject({ ok: false, error: { code: 'PHONE_TAKEN' } });
  });

  it('claims nothing if the expected number is released at the same moment', async () => {
    await set(A);
    await other.query('BEGIN');
    await other.query('DELETE FROM linekeeper.lines WHERE e164 = $1', [A]);
    const claimed = set(B, A);
    await waitsForLock();
    await other.query('COMMIT');
    expect(await claimed).toMatchObject(changedTo(null));
    expect(await held()).toBeUndefined();
  });

  it('of two tabs that expect the same number, one changes it, and the other learns the new number', async () => {
    for (let round = 0; round < 30; round++) {
      await test.sql('TRUNCATE linekeeper.lines');
      const expected = round % 2 === 0 ? A : null;
      if (expected) await set(expected);
      const outcomes = await Promise.all([set(B, expected), set(C, expected)]);
      const now = await held();
      expect(outcomes.filter(({ ok }) => ok)).toMatchObject([holds(now as string)]);
      expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([changedTo(now as string)]);
    }
  });
});

describe('a release that expects a number', () => {
  it('releases no other number, and can be repeated', async () => {
    await set(A);
    expect(await tab().releaseInboundNumber({ expected: B })).toMatchObject(changedTo(A));
    expect(await held()).toBe(A);
    expect(await tab().releaseInboundNumber({ expected: A })).toEqual({ ok: true, data: { released: A } });
    expect(await tab().releaseInboundNumber({ expected: A })).toEqual({ ok: true, data: { released: null } });
  });
});

/** Until the call waits for the other transaction's lock. */
async function waitsForLock(): Promise<void> {
  await expect
    .poll(() =>
      test.sql(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`),
    )
    .toHaveLength(1);
}
