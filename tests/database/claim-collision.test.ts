import type { Database, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { deadlockRetries } from '@linekeeper/postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const WANTED = '+14155238886' as PhoneNumber;
const HELD = '+442079460018' as PhoneNumber;

let test: TestDatabase;
let db: Database;
/** Another transaction, which collides with the claim under test. */
let other: pg.Client;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
  other = new pg.Client({ connectionString: test.ownerUrl });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines, linekeeper.line_events, linekeeper.line_reservations');
  [one, two] = await createTwoTenants(test);
});

/** Every way to claim a number: by itself, and in one statement with other changes of a company. */
const CLAIMS: [string, (tenantId: TenantId, phoneNumber: PhoneNumber) => Promise<PhoneNumber | null>][] = [
  [
    'a claim',
    async (id, number) => {
      const claimed = await rowsOf(db, id).claimInboundNumber(number);
      return claimed.ok ? claimed.data.phoneNumber : null;
    },
  ],
  [
    'a claim among other changes',
    async (id, phoneNumber) => {
      const change = { name: 'Changed', phoneNumber, setSettings: { label: 'a' }, removeSettings: [] };
      const updated = await rowsOf(db, id).updateOrganization(change);
      const [row] = await test.sql<{ name: string }>('SELECT name FROM linekeeper.tenants WHERE id = $1', [id]);
      expect(row?.name === 'Changed').toBe(updated.ok);
      if (updated.ok) return updated.data.phoneNumber;
      if (updated.error !== 'PHONE_TAKEN') throw new Error(updated.error);
      return null;
    },
  ],
];

describe.each(CLAIMS)('%s', (_, claim) => {
  it('is taken if another tenant commits the number between the read and the write', async () => {
    await begin(`INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${WANTED}', '${two}')`);
    const claimed = claim(one, WANTED);
    await claimWaits();
    await other.query('COMMIT');
    expect(await claimed).toBeNull();
  });

  it('succeeds if the other tenant rolls back', async () => {
    await begin(`INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${WANTED}', '${two}')`);
    const claimed = claim(one, WANTED);
    await claimWaits();
    await other.query('ROLLBACK');
    expect(await claimed).toBe(WANTED);
  });

  it('keeps claimedAt if the same tenant commits the number meanwhile (a double click)', async () => {
    const claimedAt = '2020-01-01T00:00:00.000Z';
    await begin(`INSERT INTO linekeeper.lines VALUES ('${WANTED}', '${one}', '${claimedAt}')`);
    const claimed = claim(one, WANTED);
    await claimWaits();
    await other.query('COMMIT');
    expect(await claimed).toBe(WANTED);
    const [row] = await test.sql<{ claimed_at: Date }>('SELECT claimed_at FROM linekeeper.lines');
    expect(row?.claimed_at.toISOString()).toBe(claimedAt);
  });

  it('runs again if PostgreSQL ends it to break a deadlock', async () => {
    await claim(one, HELD);
    const before = deadlockRetries.count;
    // PostgreSQL ends the transaction that looks for a deadlock first. On a busy machine, that could be this one, so it looks later.
    await other.query(`SET deadlock_timeout = '10s'`);
    await begin(`INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${WANTED}', '${two}')`);
    const claimed = claim(one, WANTED);
    // The claim has locked its own row and waits for the number. The other transaction has the number and now wants
    // that row.
    await claimWaits();
    await other.query(`DELETE FROM linekeeper.lines WHERE tenant_id = '${one}'`);
    await other.query('ROLLBACK');
    expect(await claimed).toBe(WANTED);
    expect(deadlockRetries.count).toBe(before + 1);
  });

  it('is taken while the line is reserved for others, and keeps the line that the tenant holds', async () => {
    await rowsOf(db, one).claimInboundNumber(HELD);
    await test.sql('INSERT INTO linekeeper.line_reservations VALUES ($1, $2)', [WANTED, two]);
    expect(await claim(one, WANTED)).toBeNull();
    expect(await rowsOf(db, one).availabilityOf(WANTED)).toBe('PHONE_TAKEN');
    expect(await rowsOf(db, one).inboundNumber()).toMatchObject({ phoneNumber: HELD });
    expect(await claim(two, WANTED)).toBe(WANTED);
  });

  it('succeeds for each tenant that the line is reserved for, and for a line that has no reservation', async () => {
    await test.sql('INSERT INTO linekeeper.line_reservations VALUES ($1, $2), ($1, $3)', [WANTED, one, two]);
    expect(await claim(one, WANTED)).toBe(WANTED);
    await test.sql('DELETE FROM linekeeper.line_reservations WHERE tenant_id = $1', [one]);
    expect(await claim(one, HELD)).toBe(HELD);
  });

  it('is taken if a trigger refuses it, which the operator finds, and keeps the line that the tenant holds', async () => {
    await rowsOf(db, one).claimInboundNumber(HELD);
    await test.sql(`
      CREATE FUNCTION linekeeper.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE unique_violation USING CONSTRAINT = 'lines_refused'; END $$;
      CREATE TRIGGER refuse AFTER INSERT ON linekeeper.lines FOR EACH ROW EXECUTE FUNCTION linekeeper.refuse()`);
    try {
      expect(await claim(one, WANTED)).toBeNull();
      await test.sql(`UPDATE linekeeper.refused_claims SET at = '2020-01-01'`);
      // If it's refused again, the operator sees the time of the last refusal.
      expect(await claim(one, WANTED)).toBeNull();
    } finally {
      await test.sql('DROP FUNCTION linekeeper.refuse CASCADE');
    }
    expect(await rowsOf(db, one).inboundNumber()).toMatchObject({ phoneNumber: HELD });
    const refused = 'SELECT e164, tenant_id, at > now() - interval $$1 hour$$ AS recent FROM linekeeper.refused_claims';
    expect(await test.sql(`${refused} WHERE tenant_id = $1`, [one])).toEqual([
      { e164: WANTED, tenant_id: one, recent: true },
    ]);
  });

  it("isn't taken if the tenant doesn't exist", async () => {
    await expect(claim('nobody' as TenantId, WANTED)).rejects.toThrow(/The tenant was deleted|NOT_FOUND/);
  });
});

async function begin(statement: string): Promise<void> {
  await other.query('BEGIN');
  await other.query(statement);
}

/** Until the claim waits for the other transaction's lock. */
async function claimWaits(): Promise<void> {
  const waiting = () =>
    test.sql(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'linekeeper' AND wait_event_type = 'Lock'
              AND datname = current_database()`);
  await expect.poll(async () => (await waiting()).length, { interval: 10 }).toBe(1);
}
