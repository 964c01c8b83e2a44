import { randomBytes } from 'node:crypto';
import { ok, TWILIO_CONFIG_MAX_BYTES, TWILIO_CONFIG_MAX_KEYS } from '@linekeeper/contract';
import type { Cause, Database, OrganizationChange, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { decrypted } from '../support/stored-organization.ts';
import { TEST_CAUSE } from '../support/test-cause.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const OTHER = '+442079460018' as PhoneNumber;
const LONG_AGO = '2020-01-01T00:00:00.000Z';
const NOTHING = { setSettings: {}, removeSettings: [] };
let test: TestDatabase;
let db: Database;
let one: TenantId;
let two: TenantId;
const KEYS = [{ id: 'test', key: randomBytes(32) }];
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open({ encryptionKeys: KEYS });
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [one, two] = await createTwoTenants(test);
});
const rows = (tenantId = one, cause: Cause = TEST_CAUSE) => rowsOf(db, tenantId, cause);
const holders = () => test.sql('SELECT e164, tenant_id FROM linekeeper.lines ORDER BY e164');
const ageLines = () => test.sql('UPDATE linekeeper.lines SET claimed_at = $1', [LONG_AGO]);
const history = () =>
  test.sql(
    'SELECT kind, e164, from_tenant_id AS before, to_tenant_id AS after FROM linekeeper.line_events ORDER BY id',
  );
const claimed = (e164: string, after = one) => ({ kind: 'CLAIMED', e164, before: null, after });
const released = (e164: string, before = one) => ({ kind: 'RELEASED', e164, before, after: null });
const updated = (change: Partial<OrganizationChange>) =>
  rows()
    .updateOrganization({ ...NOTHING, ...change })
    .then((answer) => (answer.ok ? ok(decrypted(KEYS, answer.data)) : answer));
const refused = (error: string) => ({ ok: false, error });

describe('a claim', () => {
  it('gives the line to the tenant, and repeating it changes nothing', async () => {
    expect(await rows().inboundNumber()).toBeNull();
    expect(await rows().claimInboundNumber(LINE)).toEqual({
      ok: true,
      data: { phoneNumber: LINE, claimedAt: expect.any(String) },
    });
    await ageLines();
    expect(await rows().claimInboundNumber(LINE)).toEqual({
      ok: true,
      data: { phoneNumber: LINE, claimedAt: LONG_AGO },
    });
    expect(await rows().inboundNumber()).toEqual({ phoneNumber: LINE, claimedAt: LONG_AGO });
    expect(await history()).toEqual([claimed(LINE)]);
  });

  it('of another line releases only the line that was held', async () => {
    await rows().claimInboundNumber(LINE);
    await rows(two).claimInboundNumber('+12025550123' as PhoneNumber);
    await ageLines();
    expect(await rows().claimInboundNumber(OTHER)).not.toMatchObject({ data: { claimedAt: LONG_AGO } });
    expect(await holders()).toEqual([
      { e164: '+12025550123', tenant_id: two },
      { e164: OTHER, tenant_id: one },
    ]);
    expect((await history()).slice(2)).toEqual([released(LINE), claimed(OTHER)]);
  });

  it('of a line that is taken changes nothing', async () => {
    await rows(two).claimInboundNumber(LINE);
    await rows().claimInboundNumber(OTHER);
    expect(await rows().claimInboundNumber(LINE)).toEqual({ ok: false, error: 'PHONE_TAKEN' });
    expect(await history()).toEqual([claimed(LINE, two), claimed(OTHER)]);
    expect((await rows().inboundNumber())?.phoneNumber).toBe(OTHER);
  });
});

it("a release releases only the tenant's line, and only once", async () => {
  await rows().claimInboundNumber(LINE);
  await rows(two).claimInboundNumber(OTHER);
  expect(await rows().releaseInboundNumber()).toBe(LINE);
  expect(await rows().releaseInboundNumber()).toBeNull();
  expect(await holders()).toEqual([{ e164: OTHER, tenant_id: two }]);
  expect((await history()).slice(2)).toEqual([released(LINE)]);
});

it("availability says whether a line is free, the tenant's own or taken", async () => {
  await rows(two).claimInboundNumber(OTHER);
  expect(await rows().availabilityOf(LINE)).toBe('AVAILABLE');
  await rows().claimInboundNumber(LINE);
  expect(await rows().availabilityOf(LINE)).toBe('YOURS');
  expect(await rows(two).availabilityOf(LINE)).toBe('PHONE_TAKEN');
});

describe('a change of the organization', () => {
  const details = { name: 'Acme', location: 'Leeds', timezone: 'Europe/London' };
  const settings = { setSettings: { a: 1, b: { c: 2 } } };

  it.each<[string, Partial<OrganizationChange>, object]>([
    ['nothing', {}, {}],
    ['the name', { name: 'New' }, { name: 'New' }],
    ['the location', { location: 'York' }, { location: 'York' }],
    ['the time zone', { timezone: 'Asia/Tokyo' }, { timezone: 'Asia/Tokyo' }],
    ['no location', { location: null }, { location: null }],
    ['no time zone', { timezone: null }, { timezone: null }],
    ['a setting', { setSettings: { a: 2 } }, { twilioConfig: { a: 2, b: { c: 2 } } }],
    ['a setting less', { removeSettings: ['b'] }, { twilioConfig: { a: 1 } }],
    ['one more, one less', { setSettings: { d: 3 }, removeSettings: ['b'] }, { twilioConfig: { a: 1, d: 3 } }],
    ['the number', { phoneNumber: OTHER }, { phoneNumber: OTHER }],
    ['no number', { phoneNumber: null }, { phoneNumber: null }],
  ])('of %s changes nothing else', async (_, change, expected) => {
    await updated({ ...details, ...settings, phoneNumber: LINE });
    const beside = await rows(two).organization();
    const after = { id: one, ...details, twilioConfig: settings.setSettings, phoneNumber: LINE, ...expected };
    expect(await updated(change)).toEqual({ ok: true, data: after });
    expect(decrypted(KEYS, await rows().organization())).toEqual(after);
    expect(await rows(two).organization()).toEqual(beside);
  });

  it('appends its claims and releases to the history', async () => {
    await updated({ phoneNumber: LINE });
    await updated({ phoneNumber: LINE });
    await updated({ phoneNumber: OTHER });
    await updated({ phoneNumber: null });
    expect(await history()).toEqual([claimed(LINE), released(LINE), claimed(OTHER), released(OTHER)]);
  });

  it('changes nothing if the number is taken', async () => {
    await rows(two).claimInboundNumber(LINE);
    await rows().claimInboundNumber(OTHER);
    const before = await rows().organization();
    expect(await updated({ ...details, ...settings, phoneNumber: LINE })).toEqual(refused('PHONE_TAKEN'));
    expect(await rows().organization()).toEqual(before);
    expect(await history()).toHaveLength(2);
  });

  it('changes nothing if the settings become too large, including the line', async () => {
    await rows().claimInboundNumber(LINE);
    const before = await rows().organization();
    const setSettings = { text: 'x'.repeat(TWILIO_CONFIG_MAX_BYTES) };
    for (const phoneNumber of [OTHER, null]) {
      expect(await updated({ ...details, setSettings, phoneNumber })).toEqual(refused('CONFIG_TOO_LARGE'));
    }
    expect(await rows().organization()).toEqual(before);
    expect(await history()).toHaveLength(1);
  });

  it('accepts settings up to the limits', async () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 0]));
    expect(await updated({ setSettings: keys(TWILIO_CONFIG_MAX_KEYS) })).toMatchObject({ ok: true });
    expect(await updated({ setSettings: { more: 0 } })).toEqual(refused('CONFIG_TOO_LARGE'));
    expect(await updated({ setSettings: { more: 0 }, removeSettings: ['k0'] })).toMatchObject({ ok: true });
    await test.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [one]);
    // As PostgreSQL writes it: {"t": "…"}. The letter takes two bytes.
    const text = 'é'.repeat((TWILIO_CONFIG_MAX_BYTES - '{"t": ""}'.length - 1) / 2);
    expect(await updated({ setSettings: { t: `${text}xx` } })).toEqual(refused('CONFIG_TOO_LARGE'));
    expect(await updated({ setSettings: { t: `${text}x` } })).toMatchObject({ ok: true });
  });

  it('can repeat and shrink settings that are over the limits', async () => {
    const text = 'x'.repeat(TWILIO_CONFIG_MAX_BYTES);
    await test.sql(
      `UPDATE linekeeper.tenants SET twilio_config = jsonb_build_object('t', $2::text, 'u', 1) WHERE id = $1`,
      [one, text],
    );
    expect(await updated({ setSettings: { t: text } })).toMatchObject({ ok: true });
    expect(await updated({ removeSettings: ['u'] })).toMatchObject({ ok: true, data: { twilioConfig: { t: text } } });
    expect(await updated({ setSettings: { u: 1 } })).toEqual(refused('CONFIG_TOO_LARGE'));
    expect(await updated({ name: 'New' })).toMatchObject({ ok: true });
  });

  it('of a deleted tenant is refused', async () => {
    expect(await rows('gone' as TenantId).updateOrganization({ ...NOTHING, name: 'New' })).toEqual(
      refused('NOT_FOUND'),
    );
    expect(await rows('gone' as TenantId).organization()).toBeNull();
  });
});
