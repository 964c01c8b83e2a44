import { type Database, lineResolverOf, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const OTHER = '+442079460018' as PhoneNumber;
const FREE = '+12025550123' as PhoneNumber;
/** One line of Palestine, in its own spelling and in Israel's. */
const OWN = '+970599123456' as PhoneNumber;
const SHARED = '+972599123456' as PhoneNumber;

let test: TestDatabase;
let db: Database;
let one: TenantId;
let two: TenantId;
let three: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
  [one, two, three] = (await createPeople(test, 3)).map(({ tenantId }) => tenantId) as [TenantId, TenantId, TenantId];
  await test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2), ($3, $4), ($5, $6)', [
    LINE,
    one,
    OTHER,
    two,
    OWN,
    three,
  ]);
  await test.sql(`UPDATE linekeeper.tenants SET timezone = 'Europe/London' WHERE id = $1`, [two]);
});
afterAll(() => test[Symbol.asyncDispose]());

const held = (tenantId: TenantId, timezone: string | null = null) => ({
  tenantId,
  tenantName: `Company ${tenantId}`,
  timezone,
});

it('each number gets its answer at the same position, and null if nobody holds it', async () => {
  const numbers = [OTHER, FREE, LINE, OTHER];
  const answers = [held(two, 'Europe/London'), null, held(one), held(two, 'Europe/London')];
  expect(await lineResolverOf(db).resolveMany(numbers)).toEqual(answers);
  expect(await Promise.all(numbers.map((number) => lineResolverOf(db).resolve(number)))).toEqual(answers);
});

it('a line is found under its other spelling, and the spelling that was asked for comes first', async () => {
  expect(await lineResolverOf(db).resolveMany([SHARED, OWN])).toEqual([held(three), held(three)]);
  await test.sql('UPDATE linekeeper.lines SET e164 = $1 WHERE tenant_id = $2', [SHARED, one]);
  expect(await lineResolverOf(db).resolveMany([SHARED, OWN])).toEqual([held(one), held(three)]);
  await test.sql('UPDATE linekeeper.lines SET e164 = $1 WHERE tenant_id = $2', [LINE, one]);
});

it('for a tenant, lines of others look like lines that nobody holds', async () => {
  expect(await lineResolverOf(db).resolveMany([LINE, OTHER, FREE], one)).toEqual([held(one), null, null]);
  expect(await lineResolverOf(db).resolveMany([SHARED], one)).toEqual([null]);
});
