import type { Cause } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { assignLine, moveLines } from '../../packages/core/src/line/line-writer.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const OTHER = '+442079460018' as PhoneNumber;
const THIRD = '+12025550123' as PhoneNumber;
const cause: Cause = { actor: { type: 'OPERATOR', id: null, name: 'operator' } };

let test: TestDatabase;
let client: pg.Client;
let one: string;
let two: string;
let three: string;
beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [one, two, three] = (await createPeople(test, 3)).map(({ tenantId }): string => tenantId) as [string, string, string];
  await test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [LINE, one]);
});

const assign = (tenantId: string, phoneNumber: PhoneNumber) => assignLine(client, { tenantId, phoneNumber, cause });
const holders = async () => {
  const rows = await test.sql<{ e164: string; tenant_id: string }>('SELECT e164, tenant_id FROM linekeeper.lines');
  return Object.fromEntries(rows.map((row) => [row.e164, row.tenant_id]));
};
const history = () =>
  test.sql(
    'SELECT kind, e164, from_tenant_id AS before, to_tenant_id AS after FROM linekeeper.line_events ORDER BY id',
  );

it('moves the lines that are free to the tenants that have none', async () => {
  const tenantIds = [one, two, three];
  expect(await moveLines(client, { tenantIds, phoneNumbers: [THIRD, LINE, OTHER], cause })).toEqual([three]);
  expect(await holders()).toEqual({ [LINE]: one, [OTHER]: three });
  expect(await history()).toEqual([{ kind: 'MOVED', e164: OTHER, before: null, after: three }]);
});

it('assigns a line that another tenant holds', async () => {
  await assign(two, LINE);
  expect(await holders()).toEqual({ [LINE]: two });
  expect(await history()).toEqual([{ kind: 'ASSIGNED', e164: LINE, before: one, after: two }]);
});

it('assigns a free line, and releases the one that the tenant held', async () => {
  await assign(two, THIRD);
  await assign(one, OTHER);
  expect(await holders()).toEqual({ [OTHER]: one, [THIRD]: two });
  expect(await history()).toEqual([
    { kind: 'ASSIGNED', e164: THIRD, before: null, after: two },
    { kind: 'RELEASED', e164: LINE, before: one, after: null },
    { kind: 'ASSIGNED', e164: OTHER, before: null, after: one },
  ]);
});

it('changes nothing if the tenant already holds the line', async () => {
  await test.sql(`UPDATE linekeeper.lines SET claimed_at = '2020-01-01'`);
  await assign(one, LINE);
  const [row] = await test.sql<{ claimed_at: Date }>('SELECT claimed_at FROM linekeeper.lines');
  expect(row?.claimed_at.getUTCFullYear()).toBe(2020);
  expect(await history()).toEqual([]);
});
