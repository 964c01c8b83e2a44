import { randomBytes } from 'node:crypto';
import { SETTING_NAME_MAX_LENGTH, SETTING_NAMES_MAX } from '@linekeeper/contract';
import type { Cause, Database, OrganizationChange, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { decrypted } from '../support/stored-organization.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const KEYS = [{ id: 'test', key: randomBytes(32) }];
const CAUSE: Cause = { actor: { type: 'PERSON', id: '7', name: 'Ada' }, requestId: 'request-1' };

let test: TestDatabase;
let db: Database;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open({ encryptionKeys: KEYS });
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines');
  [one, two] = await createTwoTenants(test);
});

const update = (change: Partial<OrganizationChange>, tenantId = one) =>
  rowsOf(db, tenantId, CAUSE).updateOrganization({ setSettings: {}, removeSettings: [], ...change });
/** The company's row as it's stored, and the transaction that wrote it. */
const stored = async () => {
  const [row] = await test.sql<{ xmin: string; config: Record<string, unknown> | null }>(
    'SELECT xmin::text, twilio_config AS config FROM linekeeper.tenants WHERE id = $1',
    [one],
  );
  return row as NonNullable<typeof row>;
};
const events = () =>
  test.sql<{ setting: string; before: unknown; after: unknown }>(
    `SELECT setting, before, after FROM linekeeper.settings_events WHERE tenant_id = $1 ORDER BY id`,
    [one],
  );

describe("a company's row", () => {
  it.each<[string, Partial<OrganizationChange>]>([
    ['a claim', { phoneNumber: LINE }],
    ['the release of a number that it does not hold', { phoneNumber: null }],
    ['no change at all', {}],
  ])("isn't written by %s", async (_, change) => {
    const before = await stored();
    expect(await update(change)).toMatchObject({ ok: true });
    expect(await stored()).toEqual(before);
    expect(await events()).toEqual([]);
  });

  it.each<[string, Partial<OrganizationChange>, boolean]>([
    ['a name', { name: 'New' }, false],
    ['a location', { location: 'York' }, false],
    ['a time zone', { timezone: 'Asia/Tokyo' }, false],
    ['a setting', { setSettings: { label: 'a' } }, true],
    ['a setting less', { removeSettings: ['label'] }, true],
  ])('gets settings only by a change of settings: %s', async (_, change, hasSettings) => {
    await test.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [one]);
    const before = await stored();
    expect(await update(change)).toMatchObject({ ok: true });
    const after = await stored();
    expect(after.xmin).not.toBe(before.xmin);
    expect(after.config !== null).toBe(hasSettings);
  });
});

describe('a secret among the settings', () => {
  const secret = 'canary-of-the-tests';

  it('is encrypted, next to settings that are not', async () => {
    const setSettings = { label: 'a', password: secret, region: 'us1', list: [{ token: secret }] };
    const changed = await update({ setSettings });
    expect(changed.ok && decrypted(KEYS, changed.data).twilioConfig).toEqual(setSettings);
    const { config } = await stored();
    expect(JSON.stringify(config)).not.toContain(secret);
    expect(config).toMatchObject({ label: 'a', region: 'us1' });
  });

  it('that is sent again unchanged keeps its stored form, and another one does not', async () => {
    await update({ setSettings: { password: secret, pin: 1, hidden: { a: { b: secret } } } });
    const { config: before } = await stored();
    await update({ setSettings: { label: 'a', password: secret, pin: 2, hidden: { a: { b: secret } } } });
    const { config: after } = await stored();
    expect(after).toEqual({ ...before, label: 'a', pin: after?.pin });
    expect(after?.pin).not.toEqual(before?.pin);
    expect((await events()).map((event) => event.after)).toEqual([
      ['hidden', 'password', 'pin'],
      ['label', 'pin'],
    ]);
  });

  it('of another company, or under another name, says nothing about it', async () => {
    await update({ setSettings: { password: secret } }, two);
    await update({ setSettings: { other: secret } });
    await update({ setSettings: { password: secret } });
    const { config } = await stored();
    expect(Object.keys(config ?? {}).sort()).toEqual(['other', 'password']);
    expect(config?.password).not.toEqual(config?.other);
  });

  it('is encrypted in a harmless setting that imitates the stored form', async () => {
    await update({ setSettings: { label: { sealed: 'v1.test.x', shown: 'a' } } });
    expect((await stored()).config).toMatchObject({ label: { sealed: expect.stringMatching(/^v1\.test\./) } });
    expect(JSON.stringify((await stored()).config)).not.toContain('v1.test.x"');
  });
});

describe('the history of settings', () => {
  it('has each detail that changed, with both values, the names of settings, and who did it', async () => {
    await update({ name: 'Old', location: null, timezone: 'Europe/London' });
    await test.sql('DELETE FROM linekeeper.settings_events');
    await update({
      name: 'New',
      location: 'York',
      timezone: null,
      setSettings: { password: 'x', label: 'a' },
      removeSettings: ['absent'],
    });
    expect(await events()).toEqual([
      { setting: 'NAME', before: 'Old', after: 'New' },
      { setting: 'LOCATION', before: null, after: 'York' },
      { setting: 'TIMEZONE', before: 'Europe/London', after: null },
      { setting: 'PROVIDER', before: { names: [] }, after: ['label', 'password'] },
    ]);
    const actors = await test.sql(
      'SELECT DISTINCT actor_type, actor_id, actor_name, request_id FROM linekeeper.settings_events WHERE tenant_id = $1',
      [one],
    );
    expect(actors).toEqual([{ actor_type: 'PERSON', actor_id: '7', actor_name: 'Ada', request_id: 'request-1' }]);
  });

  it('has the names of settings in alphabetical order, those that had a value before, and only those that changed', async () => {
    await update({ setSettings: { b: 1, d: 1, label: 'a' } });
    await test.sql('DELETE FROM linekeeper.settings_events');
    await update({ setSettings: { c: 1, a: 1, label: 'a' }, removeSettings: ['d', 'b', 'none'] });
    expect(await events()).toEqual([
      { setting: 'PROVIDER', before: { names: ['b', 'd'] }, after: ['a', 'b', 'c', 'd'] },
    ]);
    await update({ setSettings: { label: 'a' }, removeSettings: ['none'] });
    expect(await events()).toHaveLength(1);
  });

  it('has at most the beginning of each name, and of many names only the first', async () => {
    const names = Array.from(
      { length: SETTING_NAMES_MAX + 5 },
      (_, i) => `${'k'.repeat(SETTING_NAME_MAX_LENGTH - 2)}${i + 10}more`,
    );
    await update({ setSettings: Object.fromEntries(names.map((name) => [name, 1])) });
    const [event] = await events();
    expect(event?.after).toEqual(
      names.slice(0, SETTING_NAMES_MAX).map((name) => name.slice(0, SETTING_NAME_MAX_LENGTH)),
    );
  });

  it('has nothing of a change that was refused', async () => {
    await rowsOf(db, two).claimInboundNumber(LINE);
    expect(await update({ name: 'New', phoneNumber: LINE })).toEqual({ ok: false, error: 'PHONE_TAKEN' });
    expect(await events()).toEqual([]);
  });
});
