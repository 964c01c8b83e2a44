import pg from 'pg';
import { expect, it } from 'vitest';
import { besideTransaction } from '../support/beside-transaction.ts';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B, NEW] = ['+12125550123', '+12125550124', '+12125550127'];

const { test, legacy, run, done } = legacySetup();

/** Runs a command while the legacy product is saving a number of a company. */
const beside = (id: string, column: string | null, ...args: string[]) =>
  besideTransaction(
    test,
    `UPDATE public.tenants SET "phoneNumber" = ${column === null ? 'NULL' : `'${column}'`},
       "twilioConfig" = '{"phoneNumber": "${NEW}"}' WHERE id = '${id}'`,
    () => run(...args),
  );
const both = (number: string) => ({ column: number, config: { phoneNumber: number } });

it('a number that the legacy product saves while a decision is reverted stays', async () => {
  await legacy.add('one', null, { phoneNumber: 'reception' });
  expect(await run('legacy', 'link')).toMatchObject({ code: 3 });
  await done('assign', A, 'one', '--overrule', '--reason', 'asked them');
  expect(await beside('one', NEW, 'legacy', 'revert', '--all')).toMatchObject({ code: 0, err: '' });
  await done('legacy', 'follow');
  expect(await legacy.places('one')).toEqual(both(NEW));
  expect(await legacy.held()).toEqual({ one: NEW });
});

it('a number that a company saves while another one gets its line by a decision stays', async () => {
  await legacy.add('wins', A);
  await legacy.add('loses', null, { phoneNumber: A });
  expect(await run('legacy', 'link')).toMatchObject({ code: 3 });
  expect(await beside('loses', null, 'assign', A, 'wins', '--reason', 'asked them')).toMatchObject({
    code: 0,
    err: '',
  });
  await done('legacy', 'follow');
  expect(await legacy.places('loses')).toEqual({ column: null, config: { phoneNumber: NEW } });
  expect(await legacy.held()).toEqual({ wins: A, loses: NEW });
});

it("a number that the legacy product saves while a line is written that couldn't be mirrored at once stays", async () => {
  await legacy.add('one', A, { phoneNumber: A });
  await done('legacy', 'link');
  await done('backfill');
  await test.sql(`BEGIN; SET LOCAL linekeeper.mirroring = 'off';
    DELETE FROM linekeeper.lines; INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${B}', 'one');
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ('one', 'MIRROR'); COMMIT`);
  expect(await beside('one', NEW, 'legacy', 'follow')).toMatchObject({ code: 0, err: '' });
  await done('legacy', 'follow');
  expect(await legacy.places('one')).toEqual(both(NEW));
  expect(await legacy.held()).toEqual({ one: NEW });
});

it("a company whose row is in use for long doesn't stop the others from being followed", async () => {
  await legacy.add('busy', A);
  await legacy.add('other', null);
  await done('legacy', 'link');
  await done('backfill');
  await test.sql(`UPDATE public.tenants SET "phoneNumber" = '${B}' WHERE id = 'busy'`);
  await test.sql(`UPDATE public.tenants SET "phoneNumber" = '${NEW}' WHERE id = 'other'`);
  const writer = new pg.Client({ connectionString: test.ownerUrl });
  await writer.connect();
  await writer.query(`BEGIN; UPDATE public.tenants SET name = 'Busy' WHERE id = 'busy'`);
  await done('legacy', 'follow');
  expect(await legacy.held()).toEqual({ busy: A, other: NEW });
  await writer.query('COMMIT');
  await writer.end();
  await done('legacy', 'follow');
  expect(await legacy.held()).toEqual({ busy: B, other: NEW });
});
