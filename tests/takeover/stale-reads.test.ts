import { ownerContext } from '@linekeeper/core';
import pg from 'pg';
import { expect, it } from 'vitest';
import { followChanges } from '../../packages/legacy/src/follow.ts';
import { openLegacyStorage } from '../../packages/legacy/src/legacy-storage.ts';
import { refreshLegacyLink } from '../../packages/legacy/src/legacy-worker.ts';
import { DEFAULT_LINK } from '../../packages/legacy/src/link/legacy-link.ts';
import { besideTransaction } from '../support/beside-transaction.ts';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B, NEW] = ['+12125550123', '+12125550124', '+12125550127'];

const { test, legacy, run, done, contract } = legacySetup();

const triggers = () => test.sql(`SELECT tgname FROM pg_trigger WHERE tgname LIKE 'linekeeper_follow%'`);

it('a number with which the legacy product creates a company while its line is being written stays', async () => {
  await done('legacy', 'link');
  await test.sql(`INSERT INTO linekeeper.tenants (id, name) VALUES ('one', 'one');
    INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${A}', 'one');
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ('one', 'MIRROR')`);
  // The command has found no row to lock, and waits for its entry of the queue.
  const creates = `SELECT FROM linekeeper.legacy_queue FOR UPDATE;
    INSERT INTO public.tenants (id, name, "twilioConfig") VALUES ('one', 'one', '{"phoneNumber": "${NEW}"}')`;
  await besideTransaction(test, creates, () => done('legacy', 'follow'));
  await done('legacy', 'follow');
  expect(await legacy.held()).toEqual({ one: NEW });
  expect((await legacy.places('one'))?.config).toEqual({ phoneNumber: NEW });
});

it('a company that the legacy product deletes while an earlier change of it is followed stays deleted', async () => {
  await legacy.add('one', A);
  await done('legacy', 'link');
  await test.sql(`UPDATE public.tenants SET name = 'Renamed'`);
  // Another server has followed both.
  const deletes = `DELETE FROM public.tenants; DELETE FROM linekeeper.legacy_queue; DELETE FROM linekeeper.tenants`;
  await besideTransaction(test, deletes, () => done('legacy', 'follow'));
  await done('legacy', 'follow');
  expect(await test.sql('SELECT id FROM linekeeper.tenants')).toEqual([]);
});

it('a text that the legacy product saves while a missing line is found stays', async () => {
  await legacy.add('one', null, { sid: 'x' });
  await done('legacy', 'link');
  await test.sql(`BEGIN; SET LOCAL linekeeper.mirroring = 'off';
    INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${A}', 'one'); COMMIT;
    CREATE FUNCTION public.pause() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END $$;
    CREATE TRIGGER pause BEFORE INSERT ON linekeeper.legacy_queue FOR EACH ROW WHEN (NEW.kind = 'MIRROR')
      EXECUTE FUNCTION public.pause()`);
  const pause = new pg.Client({ connectionString: test.ownerUrl });
  const product = new pg.Client({ connectionString: test.ownerUrl, application_name: 'product' });
  await Promise.all([pause.connect(), product.connect()]);
  await pause.query('BEGIN; SELECT pg_advisory_xact_lock(7)');
  const waits = async (name: string) =>
    (
      await test.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = $1 AND datname = current_database()`,
        [name],
      )
    ).length > 0;
  const backfill = done('backfill');
  await expect.poll(() => waits('linekeeper takeover'), { timeout: 20_000, interval: 5 }).toBe(true);
  let isSaved = false;
  const saving = product
    .query(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "reception", "sid": "x"}'`)
    .then(() => {
      isSaved = true;
    });
  await expect.poll(async () => isSaved || (await waits('product')), { timeout: 20_000, interval: 5 }).toBe(true);
  // A server follows what is saved already.
  if (isSaved) await followChanges(product, DEFAULT_LINK);
  await pause.query('COMMIT');
  await Promise.all([saving, backfill]);
  await Promise.all([pause.end(), product.end()]);
  await done('legacy', 'follow');
  expect(await legacy.places('one')).toEqual({ column: null, config: { phoneNumber: 'reception', sid: 'x' } });
  expect(await legacy.held()).toEqual({ one: A });
});

it('contract keeps the link if a claim is refused after it has looked', async () => {
  await legacy.add('one', A);
  await legacy.add('two', null);
  await done('legacy', 'link');
  await done('backfill');
  const refuses = `LOCK TABLE public.tenants IN ROW EXCLUSIVE MODE;
    INSERT INTO linekeeper.refused_claims (e164, tenant_id) VALUES ('${A}', 'two')`;
  expect(await besideTransaction(test, refuses, () => run('contract', '--yes'))).toMatchObject({ code: 1 });
  expect(await triggers()).toHaveLength(2);
});

it('a command that read the link before another one ended it changes nothing', async () => {
  await legacy.add('one', A);
  await done('legacy', 'link');
  const access = { urls: { url: test.url, ownerUrl: test.ownerUrl }, encryptionKeys: async () => [] };
  await using early = await openLegacyStorage(ownerContext(access, { name: 'root', reason: 'a test' }));
  await contract();
  await test.sql(`UPDATE public.tenants SET "phoneNumber" = '${B}'`);
  await test.sql(`INSERT INTO public.tenants (id, name, "phoneNumber") VALUES ('two', 'two', '${NEW}')`);
  await expect(early.backfill()).rejects.toThrow('Another command has just changed the link');
  expect(await legacy.held()).toEqual({ one: A });
  expect(await test.sql('SELECT FROM linekeeper.line_reservations')).toEqual([]);
});

it('a server that starts while a command ends the link installs nothing', async () => {
  await done('legacy', 'link');
  await test.sql('DROP FUNCTION linekeeper.legacy_follow() CASCADE');
  const ends = 'UPDATE linekeeper.legacy_links SET contracted_at = now()';
  await besideTransaction(test, ends, () => refreshLegacyLink({ url: test.url, ownerUrl: test.ownerUrl }));
  expect(await triggers()).toEqual([]);
  expect(await test.sql('SELECT FROM linekeeper.legacy_links WHERE contracted_at IS NULL')).toEqual([]);
});
