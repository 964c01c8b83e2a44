import { type Database, openDatabase } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { signInStoreOf } from 'linekeeper';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Network, openNetwork } from '../support/network.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';

const OURS = '+14155238886' as PhoneNumber;
const THEIRS = '+442079460018' as PhoneNumber;

let test: TestDatabase;
let network: Network;
let db: Database;
let ours: TestPerson;
let theirs: TestPerson;
beforeEach(async () => {
  test = await createTestDatabase();
  [ours, theirs] = (await createPeople(test, 2)) as [TestPerson, TestPerson];
  network = await openNetwork(test.url);
  db = openDatabase({ url: network.url, poolSize: 1, timeouts: { connectMs: 500, statementMs: 300 } });
});
afterEach(async () => {
  network.restore();
  await db.close();
  await network.close();
  await test[Symbol.asyncDispose]();
});

const holdings = () => test.sql<{ e164: string; tenant_id: string }>('SELECT e164, tenant_id FROM linekeeper.lines');

/** Lets so many replies pass and holds the next one back for longer than a query and its ROLLBACK wait. */
function delayAfter(replies: number): void {
  let passed = 0;
  network.judgeReplies(() => (passed++ === replies ? 1_100 : 'PASS'));
}

// The number of replies that pass decides where in the work they stop: at BEGIN, within, or at COMMIT.
it.each([0, 1, 2, 3, 4, 5])(
  "no company's statements run in the transaction of another if reply %i is late",
  async (n) => {
    await rowsOf(db, ours.tenantId).inboundNumber();
    delayAfter(n);
    const change = { name: 'Changed', phoneNumber: OURS, setSettings: { a: 1 }, removeSettings: [] };
    await rowsOf(db, ours.tenantId)
      .updateOrganization(change)
      .catch(() => 'fault');
    await expect
      .poll(
        () =>
          rowsOf(db, theirs.tenantId)
            .claimInboundNumber(THEIRS)
            .catch(() => null),
        { timeout: 5_000 },
      )
      .toMatchObject({ data: { phoneNumber: THEIRS } });
    network.judgeReplies(null);
    expect(await rowsOf(db, theirs.tenantId).inboundNumber()).toMatchObject({ phoneNumber: THEIRS });
    expect(await holdings()).toContainEqual({ e164: THEIRS, tenant_id: theirs.tenantId });
  },
);

it("the next call doesn't continue a transaction of the sign-in library whose replies stopped", async () => {
  const store = signInStoreOf(db)({ database: undefined } as never) as unknown as {
    transaction: (work: (adapter: { create(options: object): Promise<unknown> }) => Promise<void>) => Promise<void>;
  };
  const data = { identifier: 'reset', value: 'x', expiresAt: new Date(Date.now() + 60_000) };
  await rowsOf(db, ours.tenantId).inboundNumber();
  delayAfter(1);
  const failed = store.transaction(async (adapter) => {
    await adapter.create({ model: 'verification', data: { ...data, createdAt: new Date(), updatedAt: new Date() } });
  });
  await expect(failed).rejects.toThrow();
  await expect
    .poll(
      () =>
        rowsOf(db, theirs.tenantId)
          .claimInboundNumber(THEIRS)
          .catch(() => null),
      { timeout: 5_000 },
    )
    .toMatchObject({ data: { phoneNumber: THEIRS } });
  expect(await holdings()).toEqual([{ e164: THEIRS, tenant_id: theirs.tenantId }]);
});
