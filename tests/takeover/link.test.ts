import { randomBytes } from 'node:crypto';
import { type Database, openDatabase, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const [A, B, C] = ['+12125550123', '+12125550124', '+12125550125'] as [PhoneNumber, PhoneNumber, PhoneNumber];

let test: TestDatabase;
let db: Database;
let legacy: ReturnType<typeof legacyTable>;
beforeEach(async () => {
  test = await createTestDatabase();
  db = openDatabase({ url: test.url });
  legacy = legacyTable(test);
  await test.sql(LEGACY_TABLE);
});
afterEach(async () => {
  await db.close();
  await test[Symbol.asyncDispose]();
});

const run = (...args: string[]) => linekeeper({ DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl }, ...args);
const tenantRows = (id: string) => rowsOf(db, id as TenantId);
const claim = async (id: string, number: PhoneNumber) => {
  const outcome = await tenantRows(id).claimInboundNumber(number);
  return outcome.ok ? outcome.data.phoneNumber : null;
};
const link = () => run('legacy', 'link');
const follow = async () => expect(await run('legacy', 'follow')).toMatchObject({ code: 0, err: '' });
const counts = async () => {
  const { out } = await run('census', '--json');
  const { counts: found } = JSON.parse(out) as { counts: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(found).filter(([name, count]) => name !== 'tenants' && typeof count === 'number' && count > 0),
  );
};

describe('a change in Linekeeper', () => {
  beforeEach(async () => {
    await legacy.add('one', null, { phoneNumber: '+1 212 555 0123', accountSid: 'AC1', nested: { a: [1] } });
    await legacy.add('two', null);
    await legacy.add('twice', null, JSON.stringify({ phoneNumber: '', authToken: 'secret' }));
    await legacy.add('list', null, ['x']);
    expect(await link()).toMatchObject({ err: '' });
  });

  it('is written to both places, and nothing else of the JSON changes', async () => {
    expect(await claim('one', B)).toBe(B);
    expect(await legacy.places('one')).toEqual({
      column: B,
      config: { phoneNumber: B, accountSid: 'AC1', nested: { a: [1] } },
    });
    expect(await tenantRows('one').releaseInboundNumber()).toBe(B);
    expect(await legacy.places('one')).toEqual({ column: null, config: { accountSid: 'AC1', nested: { a: [1] } } });
    expect(await claim('two', A)).toBe(A);
    expect(await legacy.places('two')).toEqual({ column: A, config: { phoneNumber: A } });
    await follow();
    expect(await legacy.held()).toEqual({ two: A });
  });

  it("leaves JSON that was encoded twice unchanged, and JSON that isn't an object", async () => {
    await claim('twice', B);
    const { config } = (await legacy.places('twice')) ?? {};
    expect(JSON.parse(String(config))).toEqual({ phoneNumber: B, authToken: 'secret' });
    await claim('list', C);
    expect(await legacy.places('list')).toEqual({ column: C, config: ['x'] });
  });

  it('is mirrored later if the legacy row is in use, and the claim succeeds', async () => {
    const other = new pg.Client({ connectionString: test.ownerUrl });
    await other.connect();
    await other.query(`BEGIN; UPDATE public.tenants SET name = 'Two!' WHERE id = 'two'`);
    expect(await claim('two', B)).toBe(B);
    await follow();
    await other.query('COMMIT');
    await other.end();
    expect(await legacy.places('two')).toEqual({ column: null, config: null });
    await follow();
    expect(await legacy.places('two')).toEqual({ column: B, config: { phoneNumber: B } });
  });

  it('is refused as taken if the legacy unique index rejects it, and the operator finds the claim', async () => {
    await claim('two', C);
    await test.sql(
      `SET session_replication_role = replica; UPDATE public.tenants SET "phoneNumber" = '${B}' WHERE id = 'list'; RESET session_replication_role`,
    );
    expect(await claim('two', B)).toBeNull();
    expect(await legacy.held()).toEqual({ two: C });
    expect(await legacy.places('two')).toEqual({ column: C, config: { phoneNumber: C } });
    expect(await counts()).toMatchObject({ refusedClaims: 1 });
    expect((await run('census')).out).toMatch(/refused +\+1 212 555 0124 +two/);
  });
});

describe('a change by the legacy product', () => {
  beforeEach(async () => {
    await legacy.add('one', null, { phoneNumber: A });
    await legacy.add('two', null, { phoneNumber: B });
    await link();
    expect(await run('backfill')).toMatchObject({ code: 0, err: '' });
  });

  const write = (id: string, phoneNumber: string | null) =>
    test.sql(
      `UPDATE public.tenants SET "twilioConfig" = coalesce("twilioConfig", '{}') || jsonb_build_object('phoneNumber', $2::text) WHERE id = $1`,
      [id, phoneNumber],
    );

  it('is taken over, in its own spelling', async () => {
    await write('one', '+1 (212) 555-0125');
    await follow();
    expect(await legacy.held()).toEqual({ one: C, two: B });
    expect(await legacy.places('one')).toMatchObject({ config: { phoneNumber: '+1 (212) 555-0125' } });
    expect(await counts()).toEqual({ HELD: 2 });
    const history = await test.sql(`SELECT kind, actor_name FROM linekeeper.line_events WHERE e164 = '${C}'`);
    expect(history).toEqual([{ kind: 'CLAIMED', actor_name: 'legacy system' }]);
  });

  it('of the JSON also replaces what Linekeeper wrote to the column', async () => {
    await claim('one', C);
    await write('one', '+12125550126');
    await follow();
    expect(await legacy.places('one')).toEqual({ column: '+12125550126', config: { phoneNumber: '+12125550126' } });
    expect(await legacy.held()).toEqual({ one: '+12125550126', two: B });
  });

  it.each([[''], [null]])('to %j is a release', async (cleared) => {
    await claim('one', C);
    await write('one', cleared);
    await follow();
    expect(await legacy.held()).toEqual({ two: B });
    expect(await legacy.places('one')).toEqual({ column: null, config: { phoneNumber: cleared } });
    expect(await claim('two', C)).toBe(C);
  });

  it("that only respells the line isn't a change", async () => {
    const before = await test.sql('SELECT * FROM linekeeper.line_events');
    await write('one', '+1-212-555-0123');
    await follow();
    expect(await test.sql('SELECT * FROM linekeeper.line_events')).toEqual(before);
    expect(await counts()).toEqual({ HELD: 2 });
  });

  it('to a number of another company, or to no number, is listed for a decision', async () => {
    await write('one', B);
    await follow();
    expect(await legacy.held()).toEqual({ one: A, two: B });
    expect(await counts()).toMatchObject({ CHANGED: 1, HELD: 1 });
    await write('one', 'ask Maria');
    await follow();
    expect(await legacy.held()).toEqual({ one: A, two: B });
    expect(await counts()).toMatchObject({ UNREADABLE: 1, HELD: 1 });
  });

  it('to one line by two companies is for the one that wrote it first', async () => {
    await write('one', C);
    await write('two', C);
    await test.sql(`UPDATE public.tenants SET name = 'Renamed' WHERE id = 'one'`);
    await follow();
    expect(await legacy.held()).toEqual({ one: C, two: B });
  });

  it('creates and deletes companies, and nothing prevents that', async () => {
    await legacy.add('three', C);
    await test.sql(`DELETE FROM public.tenants WHERE id = 'one'`);
    await follow();
    expect(await legacy.held()).toEqual({ three: C, two: B });
    expect(await test.sql(`SELECT FROM linekeeper.tenants WHERE id = 'one'`)).toEqual([]);
    expect(await test.sql(`SELECT kind FROM linekeeper.line_events WHERE from_tenant_id = 'one'`)).toEqual([
      { kind: 'TENANT_DELETED' },
    ]);
    expect(await claim('three', A)).toBe(A);
  });

  it("that is a TRUNCATE is followed like the deletion of each company, unless it's rolled back", async () => {
    await test.sql('BEGIN; TRUNCATE public.tenants; ROLLBACK');
    await follow();
    expect(await legacy.held()).toEqual({ one: A, two: B });
    await test.sql('TRUNCATE public.tenants');
    await legacy.add('two', null, { phoneNumber: C });
    await follow();
    expect(await legacy.held()).toEqual({ two: C });
    expect(await test.sql('SELECT id FROM linekeeper.tenants')).toEqual([{ id: 'two' }]);
  });

  it("that a policy hides isn't taken for a deletion", async () => {
    const role = `hidden_${randomBytes(4).toString('hex')}`;
    await test.sql(`
      CREATE ROLE ${role}; GRANT ALL ON SCHEMA linekeeper TO ${role}; GRANT SELECT ON public.tenants TO ${role};
      ALTER FUNCTION linekeeper.legacy_read OWNER TO ${role};
      ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;
      UPDATE public.tenants SET name = 'Renamed' WHERE id = 'one'`);
    expect(await run('legacy', 'follow')).toMatchObject({
      code: 1,
      err: expect.stringContaining('row-level security'),
    });
    // Also for sessions that don't ask for errors themselves, as those of servers.
    await expect(test.sql(`SELECT * FROM linekeeper.legacy_read('one')`)).rejects.toThrow('row-level security');
    expect(await test.sql(`SELECT FROM linekeeper.tenants WHERE id = 'one'`)).toHaveLength(1);
    await test.sql(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  });

  it('never fails because of Linekeeper', async () => {
    await test.sql('DROP TABLE linekeeper.legacy_queue');
    await write('one', C);
    expect(await legacy.places('one')).toMatchObject({ config: { phoneNumber: C } });
  });
});

it('only the companies that dispute a line can claim it', async () => {
  await legacy.add('one', A);
  await legacy.add('two', null, { phoneNumber: '+1 212 555 0123' });
  await legacy.add('three', null);
  for (const id of ['four', 'five']) await legacy.add(id, null, { phoneNumber: B });
  await link();
  expect(await claim('three', A)).toBeNull();
  expect(await tenantRows('three').availabilityOf(A)).toBe('PHONE_TAKEN');
  expect(await claim('two', A)).toBeNull();
  // Also where the legacy unique index knows nothing of it.
  expect(await claim('three', B)).toBeNull();
  expect(await run('assign', A, 'two', '--reason', 'asked them')).toMatchObject({ code: 0, err: '' });
  expect(await legacy.held()).toEqual({ two: A });
  expect(await legacy.places('one')).toEqual({ column: null, config: null });
  expect(await legacy.places('two')).toEqual({ column: A, config: { phoneNumber: A } });
  await tenantRows('two').releaseInboundNumber();
  expect(await claim('three', A)).toBe(A);
});
