import { describe, expect, it } from 'vitest';
import { besideTransaction } from '../support/beside-transaction.ts';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B, C, D, NEW] = ['+12125550123', '+12125550124', '+12125550125', '+12125550126', '+12125550127'];
const [OURS, OURS_TOO] = ['+12125550133', '+12125550134'];

const { test, legacy, run, done, contract, restore } = legacySetup();

/** What a person of the legacy product saves: only the JSON. */
const saves = (id: string, phoneNumber: string) =>
  test.sql(
    `UPDATE public.tenants SET "twilioConfig" = coalesce("twilioConfig", '{}') || jsonb_build_object('phoneNumber', $2::text) WHERE id = $1`,
    [id, phoneNumber],
  );
const changesLine = (id: string, line: string) =>
  test.sql('UPDATE linekeeper.lines SET e164 = $2 WHERE tenant_id = $1', [id, line]);
const kinds = async () => {
  const { out } = await run('census', '--json');
  const { counts } = JSON.parse(out) as { counts: Record<string, number> };
  return Object.fromEntries(
    ['HELD', 'CHANGED', 'DISAGREEING', 'CLEARED', 'CLEAN', 'MISSING'].map((k) => [k, counts[k]]),
  );
};

describe('the numbers', () => {
  it('that the legacy product has written since contract stay, and census lists them', async () => {
    await legacy.add('theirs', null, { phoneNumber: A });
    await legacy.add('both', B, { phoneNumber: B });
    await legacy.add('cleared', null, { phoneNumber: C });
    await legacy.add('cleared in one place', D, { phoneNumber: D });
    await legacy.add('new', null);
    await legacy.add('respelled', null, { phoneNumber: '+12125550128' });
    await contract();
    await saves('theirs', OURS);
    await saves('both', OURS_TOO);
    await changesLine('both', '+12125550135');
    await saves('cleared', '');
    await saves('cleared in one place', '');
    await saves('new', NEW);
    await saves('respelled', '+1 (212) 555-0128');
    await changesLine('respelled', '+12125550138');
    const conflicts = ['both', 'cleared', 'cleared in one place', 'theirs'].map((tenantId) => ({
      tenantId,
      fields: ['number'],
    }));
    expect(await restore()).toEqual({ code: 3, tenants: 2, conflicts });
    expect(await legacy.places('theirs')).toEqual({ column: null, config: { phoneNumber: OURS } });
    expect(await legacy.places('both')).toEqual({ column: '+12125550135', config: { phoneNumber: OURS_TOO } });
    expect(await legacy.places('cleared')).toEqual({ column: null, config: { phoneNumber: '' } });
    expect(await legacy.places('cleared in one place')).toEqual({ column: D, config: { phoneNumber: '' } });
    expect(await legacy.places('new')).toEqual({ column: null, config: { phoneNumber: NEW } });
    expect(await legacy.places('respelled')).toEqual({
      column: '+12125550138',
      config: { phoneNumber: '+12125550138' },
    });
    const disputes = { CHANGED: 1, DISAGREEING: 1, CLEARED: 2, MISSING: 0 };
    expect(await kinds()).toEqual({ ...disputes, HELD: 1, CLEAN: 1 });
    // Nothing that comes later overwrites them, either.
    expect(await restore()).toEqual({ code: 3, tenants: 0, conflicts });
    expect(await run('backfill')).toMatchObject({ code: 3, err: '' });
    expect(await run('legacy', 'follow')).toMatchObject({ code: 0 });
    expect(await legacy.places('cleared')).toEqual({ column: null, config: { phoneNumber: '' } });
    expect(await kinds()).toEqual({ ...disputes, HELD: 2, CLEAN: 0 });
    expect(await run('contract', '--yes')).toMatchObject({ code: 1 });
    // A person decides.
    await done('assign', C, 'cleared', '--reason', 'asked them');
    await done('assign', 'none', 'cleared in one place', '--overrule', '--reason', 'asked them');
    await done('assign', OURS, 'theirs', '--overrule', '--reason', 'asked them');
    await done('assign', '+12125550135', 'both', '--reason', 'asked them');
    await done('census');
    expect(await legacy.places('cleared')).toEqual({ column: C, config: { phoneNumber: C } });
    await done('contract', '--yes');
  });

  it('that the legacy product has written after contract --empty stay, and the others come back', async () => {
    await legacy.add('theirs', null, { phoneNumber: A });
    await legacy.add('same', '+1 212 555 0124', { phoneNumber: '' });
    await legacy.add('both places', C, { phoneNumber: C });
    await legacy.add('the column', D, { phoneNumber: D });
    await contract('--empty');
    await saves('theirs', NEW);
    await saves('both places', OURS);
    await test.sql(`UPDATE public.tenants SET "phoneNumber" = $1 WHERE id = 'the column'`, [OURS_TOO]);
    const conflicts = ['both places', 'the column', 'theirs'].map((tenantId) => ({ tenantId, fields: ['number'] }));
    expect(await restore()).toMatchObject({ code: 3, conflicts });
    // An empty place isn't filled with another number than the one that the product has saved.
    expect(await legacy.places('both places')).toEqual({ column: null, config: { phoneNumber: OURS } });
    expect(await legacy.places('the column')).toEqual({ column: OURS_TOO, config: {} });
    expect(await legacy.places('theirs')).toEqual({ column: null, config: { phoneNumber: NEW } });
    expect(await legacy.places('same')).toEqual({ column: '+1 212 555 0124', config: { phoneNumber: '' } });
    expect(await kinds()).toMatchObject({ HELD: 1, CHANGED: 3, DISAGREEING: 0 });
  });

  it.each([[[]], [['--empty']]])(
    'that the legacy product writes while restore runs win (contract %s)',
    async (empty) => {
      await legacy.add('one', null, { phoneNumber: A, sid: 'x' });
      await contract(...empty);
      await changesLine('one', B);
      const change = `UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "${NEW}", "sid": "x"}' WHERE id = 'one'`;
      const restoring = run('legacy', 'restore');
      // The change is made after the table was linked again, and before its row is read.
      const isLinked = async () =>
        (await test.sql(`SELECT FROM pg_trigger WHERE tgname = 'linekeeper_follow'`)).length > 0;
      await expect.poll(isLinked, { timeout: 20_000, interval: 5 }).toBe(true);
      expect(await besideTransaction(test, change, () => restoring)).toMatchObject({ code: 0, err: '' });
      await done('legacy', 'follow');
      expect((await legacy.places('one'))?.config).toEqual({ phoneNumber: NEW, sid: 'x' });
      expect(await legacy.held()).toEqual({ one: NEW });
      await done('census');
    },
  );

  it('that a rule of the legacy table rejects are listed by census, and the others are restored', async () => {
    await legacy.add('rejected', A);
    await legacy.add('other', B);
    await contract();
    await test.sql(`ALTER TABLE public.tenants ADD CHECK ("phoneNumber" <> '${C}')`);
    await changesLine('rejected', C);
    await changesLine('other', D);
    expect(await restore()).toMatchObject({ code: 0 });
    expect(await legacy.places('other')).toEqual({ column: D, config: { phoneNumber: D } });
    expect(await legacy.places('rejected')).toEqual({ column: A, config: null });
    expect(await kinds()).toMatchObject({ HELD: 1, CHANGED: 1 });
  });
});

it('a way back is refused, and changes nothing, if it would lose what people have changed', async () => {
  await legacy.add('unmoved', null, { phoneNumber: A });
  const refused = async (...args: string[]) => expect(await run(...args)).toMatchObject({ code: 1, out: '' });
  await refused('legacy', 'restore');
  await done('legacy', 'link');
  // Nothing was contracted, so there is nothing to write back.
  expect(await restore()).toEqual({ code: 0, tenants: 0, conflicts: [] });
  expect(await legacy.places('unmoved')).toEqual({ column: null, config: { phoneNumber: A } });
  await refused('legacy', 'remove', '--yes');
  await done('backfill');
  await done('contract', '--yes');
  await changesLine('unmoved', B);
  for (const args of [
    ['legacy', 'link'],
    ['legacy', 'unlink', '--yes'],
    ['legacy', 'remove', '--yes'],
  ])
    await refused(...args);
  expect(await legacy.held()).toEqual({ unmoved: B });
  // As if restore had been killed before it wrote the company's row.
  await test.sql('UPDATE linekeeper.legacy_links SET restores_from = contracted_at, contracted_at = NULL');
  for (const args of [['backfill'], ['contract', '--yes'], ['legacy', 'link'], ['legacy', 'unlink', '--yes']])
    await refused(...args);
  await done('legacy', 'restore');
  expect(await legacy.places('unmoved')).toEqual({ column: B, config: { phoneNumber: B } });
  await done('legacy', 'unlink', '--yes');
  // A run that was killed at its end is run again.
  for (const _ of ['first', 'again']) await done('legacy', 'remove', '--yes');
});
