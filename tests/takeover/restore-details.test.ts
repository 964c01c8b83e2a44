import { createKeyRing, deriveEncryptionKey } from '@linekeeper/core';
import { expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

const [A, NEW] = ['+12125550123', '+12125550127'];

const { test, legacy, run, done, contract, restore } = legacySetup();

const ring = createKeyRing([deriveEncryptionKey(TEST_SECRET)]);
const own = (id: string, settings: unknown, more = '') =>
  test.sql(`UPDATE linekeeper.tenants SET twilio_config = $2 ${more} WHERE id = $1`, [id, JSON.stringify(settings)]);
const sealed = (tenantId: string, value: string) => ({
  sealed: ring.seal({ tenantId: tenantId as never, field: 'twilioConfig.authToken' }, JSON.stringify(value)),
  shown: '••••••••',
});
const rename = async (id: string, before: string, after: string) => {
  await test.sql('UPDATE linekeeper.tenants SET name = $2 WHERE id = $1', [id, after]);
  await test.sql(
    `INSERT INTO linekeeper.settings_events (tenant_id, setting, before, after, actor_type, actor_name)
     VALUES ($1, 'NAME', to_jsonb($2::text), to_jsonb($3::text), 'USER', 'Ann')`,
    [id, before, after],
  );
};
const row = async (id: string) =>
  (
    await test.sql(`SELECT name, location, timezone, "twilioConfig" AS config FROM public.tenants WHERE id = $1`, [id])
  )[0];

it('details of companies that were created after contract are written, with their secrets', async () => {
  await legacy.add('old', null, { phoneNumber: A });
  await contract();
  await legacy.add('new', null, { edge: 'theirs', region: 'ie1' });
  await test.sql(`INSERT INTO linekeeper.tenants (id, name) VALUES ('new', 'new'), ('only here', 'Only here')`);
  await own('new', { authToken: sealed('new', 'canary'), edge: 'ours' }, `, location = 'York'`);
  await rename('new', 'new', 'New name');
  await test.sql(`INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${NEW}', 'new')`);
  const { code, out } = await run('legacy', 'restore');
  expect(code).toBe(3);
  expect(out).toMatch(/new +twilioConfig\.edge/);
  expect(out).toMatch(/created since contract[\s\S]*only here/);
  expect(out).not.toContain('canary');
  expect(await row('new')).toEqual({
    ...{ name: 'New name', location: 'York', timezone: null },
    config: { edge: 'theirs', region: 'ie1', authToken: 'canary', phoneNumber: NEW },
  });
  expect(await legacy.held()).toEqual({ old: A, new: NEW });
  await done('legacy', 'link');
  await done('legacy', 'follow');
  expect(await test.sql(`SELECT FROM linekeeper.tenants WHERE id = 'only here'`)).toHaveLength(1);
});

it('details that both systems have changed stay in the legacy table, and are listed', async () => {
  await legacy.add('both', null, { edge: 'a', region: 'a', removed: 'a', authToken: 'old', same: 'a' });
  await legacy.add('long', null);
  await contract();
  await test.sql(`UPDATE public.tenants SET name = 'Theirs', location = 'Leeds',
    "twilioConfig" = '{"edge": "theirs", "region": "a", "removed": "theirs", "authToken": "theirs", "same": "b"}' WHERE id = 'both'`);
  await test.sql(`UPDATE linekeeper.tenants SET location = 'York', timezone = 'Europe/London' WHERE id = 'both'`);
  await rename('both', 'both', 'Ours');
  await own('both', { edge: 'ours', region: 'ours', authToken: sealed('both', 'ours'), same: 'b' });
  // A value that the table can't store isn't a reason to stop.
  await test.sql(`ALTER TABLE public.tenants ALTER name TYPE varchar(8)`);
  await rename('long', 'long', 'A very long name');
  await own('long', { edge: 'ours' });
  const conflicts = [
    {
      tenantId: 'both',
      fields: expect.arrayContaining([
        'name',
        'location',
        ...['edge', 'removed', 'authToken'].map((key) => `twilioConfig.${key}`),
      ]),
    },
    { tenantId: 'long', fields: ['name'] },
  ];
  expect(await restore()).toEqual({ code: 3, tenants: 2, conflicts });
  expect(await row('both')).toEqual({
    ...{ name: 'Theirs', location: 'Leeds', timezone: 'Europe/London' },
    config: { edge: 'theirs', region: 'ours', removed: 'theirs', authToken: 'theirs', same: 'b' },
  });
  expect(await row('long')).toMatchObject({ name: 'long', config: { edge: 'ours' } });
});

it('a number that is stored within a setting stays when the setting is written back', async () => {
  await legacy.add('one', null, { voice: { number: '+1 212 555 0123', edge: 'a' } });
  await done('legacy', 'link', '--number', 'none', '--config', 'twilioConfig.voice.number');
  await done('backfill');
  await done('contract', '--yes');
  await own('one', { voice: { edge: 'b' } });
  expect(await restore()).toMatchObject({ code: 0, tenants: 1 });
  expect(await row('one')).toMatchObject({ config: { voice: { number: '+1 212 555 0123', edge: 'b' } } });
});

it('a name that the legacy product changes is followed while the table is linked, and refreshed when it is linked again', async () => {
  const rename = (name: string) => test.sql('UPDATE public.tenants SET name = $1', [name]);
  const names = () => test.sql('SELECT name FROM linekeeper.tenants');
  await legacy.add('one', null, { phoneNumber: A });
  await contract();
  await rename('After contract');
  expect(await restore()).toMatchObject({ code: 0 });
  await done('legacy', 'follow');
  expect(await names()).toEqual([{ name: 'After contract' }]);
  await rename('While linked');
  await done('legacy', 'follow');
  expect(await names()).toEqual([{ name: 'While linked' }]);
  await done('legacy', 'unlink', '--yes');
  await rename('While not linked');
  await done('legacy', 'link');
  await done('legacy', 'follow');
  expect(await names()).toEqual([{ name: 'While not linked' }]);
});
