import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyRing, deriveEncryptionKey, type TenantId, unsealSettings } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { startLegacyWorker } from '../../packages/legacy/src/legacy-worker.ts';
import { linekeeper } from '../support/command-line.ts';
import { legacySetup } from '../support/legacy-setup.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

const OTHER_SECRET = TEST_SECRET.replace(/^./, (first) => (first === 'x' ? 'y' : 'x'));
const [A, B] = ['+12125550123', '+12125550124'];

const { test, legacy } = legacySetup();

const runWith = (variables: Record<string, string>, ...args: string[]) =>
  linekeeper({ DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, ...variables }, ...args);
const done = async (...args: string[]) =>
  expect(await runWith({ LINEKEEPER_SECRET: TEST_SECRET }, ...args)).toMatchObject({ code: 0, err: '' });
const own = async (id: string) =>
  (
    await test.sql<{ name: string; location: string | null; settings: Record<string, unknown> | null }>(
      'SELECT name, location, twilio_config AS settings FROM linekeeper.tenants WHERE id = $1',
      [id],
    )
  )[0];
const row = async (id: string) =>
  (
    await test.sql<{ name: string; location: string | null; config: unknown }>(
      'SELECT name, location, "twilioConfig" AS config FROM public.tenants WHERE id = $1',
      [id],
    )
  )[0];
const isLinked = async () => (await test.sql(`SELECT FROM pg_trigger WHERE tgname = 'linekeeper_follow'`)).length > 0;
async function dataFolderWithSecret() {
  const path = await mkdtemp(join(tmpdir(), 'linekeeper-other-'));
  await writeFile(join(path, 'secret'), randomBytes(32).toString('base64url'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
const ring = createKeyRing([deriveEncryptionKey(TEST_SECRET)]);
const readable = (id: string, settings: Record<string, unknown> | null | undefined) =>
  unsealSettings(ring, id as TenantId, settings ?? {});

describe('contract', () => {
  const settings = { accountSid: 'AC1', authToken: 'canary-token', nested: { apiSecret: 'canary-nested' } };

  it("copies the companies' details and settings, with secrets encrypted", async () => {
    await legacy.add('acme', null, { phoneNumber: A, ...settings });
    await legacy.add('twice', null, JSON.stringify({ phoneNumber: B, authToken: 'canary-twice' }));
    await test.sql(`UPDATE public.tenants SET name = 'Acme', location = 'Leeds' WHERE id = 'acme'`);
    expect(await runWith({}, 'legacy', 'link')).toMatchObject({ code: 3 });
    await done('assign', B, 'twice', '--reason', 'asked them');
    await done('backfill');
    // The secret of another database, where the command is run: no server of this one could read what it encrypts.
    await using folder = await dataFolderWithSecret();
    for (const variables of [{}, { LINEKEEPER_DATA_DIR: folder.path }]) {
      const refused = await runWith(variables, 'contract', '--yes');
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Set LINEKEEPER_SECRET') });
      expect(await own('acme')).toMatchObject({ settings: null });
    }
    await done('contract', '--yes');
    const acme = await own('acme');
    expect(acme).toMatchObject({ name: 'Acme', location: 'Leeds' });
    expect(JSON.stringify(acme)).not.toContain('canary');
    expect(readable('acme', acme?.settings)).toEqual(settings);
    expect(readable('twice', (await own('twice'))?.settings)).toEqual({ authToken: 'canary-twice' });
  });

  it('is refused with another key than that of a connected server, which could not read the secrets', async () => {
    await legacy.add('acme', null, { phoneNumber: A, ...settings });
    await done('legacy', 'link');
    await done('backfill');
    const { id: keyId } = deriveEncryptionKey(TEST_SECRET);
    const stop = startLegacyWorker({ urls: { url: test.url, ownerUrl: test.ownerUrl }, keyId, onError: () => {} });
    const following = () => test.sql('SELECT FROM pg_stat_activity WHERE application_name LIKE $1', [`%key ${keyId}`]);
    await expect.poll(following, { timeout: 10_000 }).toHaveLength(1);
    try {
      const refused = await runWith({ LINEKEEPER_SECRET: OTHER_SECRET }, 'contract', '--yes');
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('another key for secrets') });
      expect([await own('acme'), await isLinked()]).toMatchObject([{ settings: null }, true]);
      await done('contract', '--yes');
    } finally {
      await stop();
    }
    expect(readable('acme', (await own('acme'))?.settings)).toEqual(settings);
  });

  it.each([
    ["a number isn't moved", A],
    ["nobody has decided about a text that isn't a number", 'n/a'],
  ])('is refused, and changes nothing, if %s', async (_, text) => {
    await legacy.add('undecided', null, { phoneNumber: text });
    await runWith({}, 'legacy', 'link');
    const answer = await runWith({ LINEKEEPER_SECRET: TEST_SECRET }, 'contract', '--yes', '--empty');
    expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('not every number is moved or decided') });
    expect(await legacy.places('undecided')).toEqual({ column: null, config: { phoneNumber: text } });
    expect(await isLinked()).toBe(true);
  });

  it('needs --yes, as "legacy unlink" and "legacy remove" do', async () => {
    await legacy.add('moved', null, { phoneNumber: A });
    await done('legacy', 'link');
    await done('backfill');
    for (const command of [
      ['contract', '--empty'],
      ['legacy', 'unlink'],
      ['legacy', 'remove'],
    ]) {
      const refused = await runWith({ LINEKEEPER_SECRET: TEST_SECRET }, ...command);
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Add --yes') });
    }
    expect(await legacy.places('moved')).toEqual({ column: null, config: { phoneNumber: A } });
    expect(await legacy.held()).toEqual({ moved: A });
    expect(await isLinked()).toBe(true);
  });

  it("can be repeated, and every command that doesn't need the link still works", async () => {
    await legacy.add('moved', null, { phoneNumber: A });
    await legacy.add('none', null);
    await done('legacy', 'link');
    await done('backfill');
    await done('contract', '--yes', '--empty');
    for (const command of [['tenant', 'list'], ['census'], ['contract', '--yes', '--empty']]) await done(...command);
    const refused = await runWith({}, 'backfill');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('No legacy table is linked') });
    expect(await legacy.held()).toEqual({ moved: A });
  });

  it("is possible after decisions about settings that aren't objects", async () => {
    await legacy.add('list', null, ['x']);
    await legacy.add('text', null, 'call Maria');
    await legacy.add('twice', null, JSON.stringify({ phoneNumber: A }));
    expect(await runWith({}, 'legacy', 'link')).toMatchObject({ code: 3 });
    for (const id of ['list', 'text', 'twice']) await done('assign', 'none', id, '--reason', 'a note');
    await done('assign', B, 'list', '--overrule', '--reason', 'asked them');
    await done('census');
    await done('contract', '--yes');
    expect(await legacy.held()).toEqual({ list: B });
  });

  it('succeeds although the legacy product writes all the time', async () => {
    await legacy.add('one', null, { phoneNumber: A });
    await legacy.add('two', null);
    await done('legacy', 'link');
    await done('backfill');
    let isWriting = true;
    let last = '';
    const writing = (async () => {
      for (let n = 0; isWriting; n++) {
        const number = `+1212555${String(2000 + n)}`;
        await test.sql(`UPDATE public.tenants SET name = $1, "twilioConfig" = $2 WHERE id = 'two'`, [
          `Two ${n}`,
          JSON.stringify({ phoneNumber: number }),
        ]);
        const triggers = await test.sql(`SELECT FROM pg_trigger WHERE tgname = 'linekeeper_follow'`);
        if (triggers.length > 0) last = number;
      }
    })();
    const answer = await runWith({}, 'contract', '--yes');
    isWriting = false;
    await writing;
    expect(answer).toMatchObject({ code: 0, err: '' });
    const held = await legacy.held();
    expect(held.one).toBe(A);
    expect(Number(held.two)).toBeGreaterThanOrEqual(Number(last));
  });
});

describe('restore', () => {
  it('writes back what was changed since, and nothing else', async () => {
    await legacy.add('changed', null, { phoneNumber: '+1 212 555 0123', authToken: 'old', edge: 'x' });
    await legacy.add('released', '+1 212-555-0124', { sid: 'kept' });
    await legacy.add('same', null, { phoneNumber: '+1 (212) 555-0125' });
    await done('legacy', 'link');
    await done('backfill');
    await done('contract', '--yes');
    const sealed = JSON.stringify({
      authToken: {
        sealed: ring.seal({ tenantId: 'changed', field: 'twilioConfig.authToken' }, '"new"'),
        shown: '••••••••',
      },
    });
    await test.sql(
      `UPDATE linekeeper.tenants SET name = 'New', location = 'York', twilio_config = $1 WHERE id = 'changed'`,
      [sealed],
    );
    await test.sql(`INSERT INTO linekeeper.settings_events (tenant_id, setting, after, actor_type, actor_name)
      VALUES ('changed', 'NAME', '"New"', 'USER', 'Ann')`);
    await test.sql(`DELETE FROM linekeeper.lines WHERE tenant_id = 'released'`);
    // Meanwhile, the legacy product changes its own data: a new name, a new company, and a deleted one.
    await test.sql(`UPDATE public.tenants SET name = 'Renamed there' WHERE id = 'same'`);
    // A person of the company signed in to Linekeeper between two changes of its name there.
    await test.sql(`UPDATE linekeeper.tenants SET name = 'Renamed at first' WHERE id = 'same'`);
    await legacy.add('new', null, { phoneNumber: '+12125550126' });
    expect(await runWith({}, 'legacy', 'restore')).toMatchObject({
      code: 1,
      err: expect.stringContaining('LINEKEEPER_SECRET'),
    });
    await done('legacy', 'restore');
    expect(await row('changed')).toEqual({
      name: 'New',
      location: 'York',
      config: { phoneNumber: '+1 212 555 0123', authToken: 'new' },
    });
    expect(await legacy.places('released')).toEqual({ column: null, config: { sid: 'kept' } });
    expect(await row('same')).toMatchObject({ name: 'Renamed there', config: { phoneNumber: '+1 (212) 555-0125' } });
    await done('backfill');
    expect(await legacy.held()).toEqual({ changed: A, same: '+12125550125', new: '+12125550126' });
  });

  it('keeps what a company changes while it runs', async () => {
    await legacy.add('acme', null, { edge: 'first', other: 'first' });
    await done('legacy', 'link');
    await done('contract', '--yes');
    await test.sql(`UPDATE linekeeper.tenants SET location = 'Leeds', timezone = 'Europe/London',
      twilio_config = '{"edge": "second", "other": "second", "added": 1}' WHERE id = 'acme'`);
    const restoring = done('legacy', 'restore');
    await expect.poll(isLinked, { timeout: 20_000, interval: 10 }).toBe(true);
    // As a server does it that already knows the link.
    const change = { location: 'York', set: { edge: 'third' }, remove: ['added'], maxKeys: 9, maxBytes: 999 };
    await test.sql('SELECT linekeeper.legacy_update($1, $2)', ['acme', JSON.stringify(change)]);
    await restoring;
    expect(await row('acme')).toMatchObject({ location: 'York', config: { edge: 'third', other: 'second' } });
    const [other] = await test.sql(`SELECT timezone, "twilioConfig" ? 'added' AS added FROM public.tenants`);
    expect(other).toEqual({ timezone: 'Europe/London', added: false });
  });

  it('deletes companies that the legacy product has deleted since, and none of ours', async () => {
    await legacy.add('gone', null, { phoneNumber: A });
    await test.sql(`INSERT INTO linekeeper.tenants (id, name) VALUES ('ours', 'Ours')`);
    await done('legacy', 'link');
    await done('backfill');
    await done('contract', '--yes');
    await test.sql(`DELETE FROM public.tenants WHERE id = 'gone'`);
    await done('legacy', 'restore');
    await done('legacy', 'follow');
    expect(await test.sql('SELECT id FROM linekeeper.tenants')).toEqual([{ id: 'ours' }]);
    expect(await legacy.held()).toEqual({});
  });
});
