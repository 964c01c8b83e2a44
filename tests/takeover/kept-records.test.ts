import type { Database, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { beforeEach, describe, expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';
import { rowsOf } from '../support/rows-of.ts';

const [A, B, C] = ['+12125550123', '+12125550124', '+12125550125'] as [PhoneNumber, PhoneNumber, PhoneNumber];

const { test, legacy, run, done } = legacySetup();
let db: Database;
beforeEach(() => {
  db = test.open();
});

const rows = () =>
  test.sql(`SELECT id, "phoneNumber" AS column, "twilioConfig" AS config FROM public.tenants ORDER BY id`);
const assign = (number: string, tenant: string) => done('assign', number, tenant, '--reason', 'bill');

it.each([[[]], [['--empty']]])(
  'revert puts back what decisions have removed, also after contract %j and restore',
  async (empty) => {
    await legacy.add('both', '+1 (212) 555-0123', { phoneNumber: B, key: 'kept' });
    await legacy.add('loser', '(212) 555.0123', { other: 1 });
    await legacy.add('second', B, {});
    await legacy.add('nothing', C, {});
    await legacy.add('rival', '212-555-0125', {});
    const before = await rows();
    await run('legacy', 'link', '--country', 'US');
    await run('backfill');
    await assign(A, 'both');
    await assign(B, 'second');
    await assign('none', 'nothing');
    await assign(C, 'rival');
    await done('contract', '--yes', ...empty);
    await done('legacy', 'restore');
    expect(await legacy.held()).toEqual({ both: A, second: B, rival: C });
    await done('legacy', 'revert', '--all');
    expect(await rows()).toEqual(before);
    expect(await legacy.held()).toEqual({});
  },
);

describe('a JSON column that was NULL', () => {
  const NESTED = ['--config', 'twilioConfig.voice.number'];

  it.each([
    [[], []],
    [NESTED, []],
    [[], ['--empty']],
    [NESTED, ['--empty']],
  ])('is NULL again after a decision is reverted (link %j, contract %j)', async (options, empty) => {
    await legacy.add('wins', '+1 (212) 555-0123');
    await legacy.add('loses', '(212) 555.0123');
    const before = await rows();
    await run('legacy', 'link', '--country', 'US', ...options);
    await assign(A, 'loses');
    await done('assign', A, 'wins', '--overrule', '--reason', 'asked them');
    await done('backfill');
    if (empty.length > 0) {
      await done('contract', '--yes', ...empty);
      await done('legacy', 'restore');
    }
    await done('legacy', 'revert', '--all');
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['has a setting of the product since then', `'{"phoneNumber": "${A}", "sid": "x"}'`, { sid: 'x' }],
    ['was emptied by the product since then, and had no number', `'{}'`, {}],
  ])('keeps what it has if it %s', async (_, config, after) => {
    await legacy.add('one', 'reception');
    await run('legacy', 'link');
    await (config === `'{}'` ? assign('none', 'one') : done('assign', A, 'one', '--overrule', '--reason', 'bill'));
    await test.sql(`UPDATE public.tenants SET "twilioConfig" = ${config}`);
    await done('legacy', 'revert', '--all');
    expect(await legacy.places('one')).toEqual({ column: 'reception', config: after });
  });
});

it('a company that loses one line after another gets both back, also if backfill has moved its third one', async () => {
  await legacy.add('two', A, { phoneNumber: B });
  await legacy.add('one', '(212) 555-0123', {});
  await legacy.add('other', null, { phoneNumber: B });
  await legacy.add('three', '212.555.0123', { phoneNumber: C });
  const before = await rows();
  await run('legacy', 'link', '--country', 'US');
  await assign(A, 'one');
  await assign(B, 'other');
  expect(await legacy.places('two')).toEqual({ column: null, config: {} });
  await done('backfill');
  expect(await legacy.held()).toEqual({ one: A, other: B, three: C });
  await done('legacy', 'revert', '--all');
  expect(await rows()).toEqual(before);
  expect(await legacy.held()).toEqual({});
});

it('a company that loses a line and is assigned its other one gets both back', async () => {
  await legacy.add('two', A, { phoneNumber: B });
  await legacy.add('one', '(212) 555-0123', {});
  await legacy.add('other', null, { phoneNumber: B });
  const before = await rows();
  await run('legacy', 'link', '--country', 'US');
  await assign(A, 'one');
  await assign(B, 'two');
  await done('legacy', 'revert', '--all');
  expect(await rows()).toEqual(before);
});

it('a number that the legacy product has saved since a decision stays, and the one before does not come back', async () => {
  await legacy.add('two', A, { phoneNumber: B });
  await legacy.add('one', '(212) 555-0123', {});
  await legacy.add('other', null, { phoneNumber: B });
  await run('legacy', 'link', '--country', 'US');
  await assign(A, 'one');
  await test.sql(`UPDATE public.tenants SET "phoneNumber" = $1 WHERE id = 'two'`, [C]);
  await assign(B, 'other');
  expect(await test.sql(`SELECT column_value FROM linekeeper.legacy_settlements WHERE tenant_id = 'two'`)).toEqual([
    { column_value: C },
  ]);
  await done('legacy', 'revert', '--tenant', 'two');
  expect(await legacy.places('two')).toEqual({ column: C, config: {} });
  expect(await legacy.held()).toMatchObject({ two: C });
});

it('a number that was saved in Linekeeper between two decisions comes back, and not the one before', async () => {
  await legacy.add('one', A, { phoneNumber: B });
  await legacy.add('other', null);
  await run('legacy', 'link');
  await assign(A, 'one');
  await rowsOf(db, 'one' as TenantId).claimInboundNumber(C);
  await test.sql(
    `UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', $1::text) WHERE id = 'other'`,
    [C],
  );
  await done('legacy', 'follow');
  await assign(C, 'one');
  await done('legacy', 'revert', '--all');
  expect(await legacy.places('one')).toEqual({ column: C, config: { phoneNumber: C } });
});

it('a line that a company held itself before the decision stays with it when the decision is reverted', async () => {
  await legacy.add('one', null);
  await legacy.add('other', null);
  await run('legacy', 'link');
  await rowsOf(db, 'one' as TenantId).claimInboundNumber(A);
  await test.sql(
    `UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', $1::text) WHERE id = 'other'`,
    [A],
  );
  await done('legacy', 'follow');
  await assign(A, 'one');
  await done('legacy', 'revert', '--all');
  expect(await legacy.held()).toEqual({ one: A });
  expect(await test.sql('SELECT tenant_id FROM linekeeper.line_reservations')).toEqual([{ tenant_id: 'other' }]);
});
