import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B] = ['+12125550123', '+12125550124'];

const { test, legacy } = legacySetup();

const run = (...args: string[]) => linekeeper({ DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl }, ...args);
const done = async (...args: string[]) => expect(await run(...args)).toMatchObject({ code: 0, err: '' });
/** A line that Linekeeper couldn't write to the legacy table, and doesn't try to write any more. */
const lose = (id: string) =>
  test.sql(`SET session_replication_role = replica; UPDATE public.tenants SET "phoneNumber" = NULL, "twilioConfig" = '{"sid": "x"}'
    WHERE id = '${id}'; RESET session_replication_role`);

it('a company that holds a line keeps it in the legacy table, too, when another line there is decided for others', async () => {
  await legacy.add('owner', null, { phoneNumber: A });
  await legacy.add('other', null, { phoneNumber: B, sid: 'x' });
  await done('legacy', 'link');
  await done('backfill');
  await test.sql(
    `UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "+1 (212) 555-0123"}' WHERE id = 'other'`,
  );
  await done('legacy', 'follow');
  const disputed = await legacy.places('other');
  await done('assign', A, 'owner', '--reason', 'asked them');
  expect(await legacy.places('other')).toEqual({ column: null, config: { phoneNumber: B } });
  expect(await legacy.held()).toEqual({ owner: A, other: B });
  await done('census');
  // The decision can be undone, and the company holds its line all the time.
  await done('legacy', 'revert', '--tenant', 'other');
  expect(await legacy.places('other')).toEqual(disputed);
  expect(await legacy.held()).toEqual({ owner: A, other: B });
  await done('assign', A, 'owner', '--reason', 'asked them');
  await done('contract', '--yes');
});

it('a company that lost a line, and has cleared its own number since, stays without one when the decision is reverted', async () => {
  const cleared = { inLegacy: { phoneNumber: '', sid: 'x' }, inLinekeeper: { sid: 'x' } };
  for (const [who, config] of Object.entries(cleared)) {
    const [line, own] = who === 'inLegacy' ? [A, B] : ['+12125550125', '+12125550126'];
    await legacy.add(`${who} owner`, null, { phoneNumber: line });
    await legacy.add(who, null, { phoneNumber: own, sid: 'x' });
    await run('legacy', 'link');
    await done('backfill');
    await test.sql(
      `UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "${line}", "sid": "x"}' WHERE id = '${who}'`,
    );
    await done('legacy', 'follow');
    await done('assign', line, `${who} owner`, '--reason', 'asked them');
    expect(await legacy.places(who)).toEqual({ column: null, config: { phoneNumber: own, sid: 'x' } });
    if (who === 'inLegacy')
      await test.sql(`UPDATE public.tenants SET "twilioConfig" = '${JSON.stringify(config)}' WHERE id = '${who}'`);
    else
      await test.sql(`WITH gone AS (DELETE FROM linekeeper.lines WHERE tenant_id = '${who}' RETURNING *)
      INSERT INTO linekeeper.line_events (e164, kind, from_tenant_id, actor_type, actor_name)
      SELECT e164, 'RELEASED', tenant_id, 'SYSTEM', 'somebody' FROM gone`);
    await done('legacy', 'revert', '--tenant', who);
    expect(await legacy.places(who)).toEqual({ column: null, config });
  }
});

it.each(['none', A])(
  'a company that has cleared its text since %s was decided stays cleared when that is reverted',
  async (decided) => {
    await legacy.add('wins', null, { phoneNumber: A, sid: 'x' });
    await legacy.add('one', null, { phoneNumber: decided === 'none' ? 'reception' : A, sid: 'x' });
    expect(await run('legacy', 'link')).toMatchObject({ code: 3 });
    await done('assign', decided, decided === 'none' ? 'one' : 'wins', '--reason', 'asked them');
    expect(await legacy.places('one')).toEqual({ column: null, config: { sid: 'x' } });
    const cleared = { phoneNumber: '', sid: 'x' };
    await test.sql(`UPDATE public.tenants SET "twilioConfig" = '${JSON.stringify(cleared)}' WHERE id = 'one'`);
    const { out } = await run('legacy', 'revert', '--tenant', 'one', '--json');
    expect(JSON.parse(out)).toMatchObject({ REVERTED: 0, KEPT: 1 });
    expect(await legacy.places('one')).toEqual({ column: null, config: cleared });
  },
);

it('a line that is missing in the legacy table is in the report, and is written there by the next command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-missing-'));
  await legacy.add('one', A);
  await done('legacy', 'link');
  await done('backfill');
  await lose('one');
  const report = join(folder, 'census.csv');
  await done('census', '--report', report);
  expect(await readFile(report, 'utf8')).toContain(`missing,${A},one,one,linekeeper.lines,${A}`);
  await rm(folder, { recursive: true });
  await done('backfill');
  await done('legacy', 'follow');
  const written = { column: A, config: { phoneNumber: A, sid: 'x' } };
  expect(await legacy.places('one')).toEqual(written);
  await lose('one');
  await done('contract', '--yes');
  expect(await legacy.places('one')).toEqual(written);
});

it("a text that the legacy product has emptied stays when the company's line was about to be written there", async () => {
  await legacy.add('one', null, { phoneNumber: A, sid: 'x' });
  await done('legacy', 'link');
  await done('backfill');
  await test.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "", "sid": "x"}'`);
  await done('legacy', 'follow');
  // Another command read the table before that, so the line seemed to be missing.
  await test.sql(`INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ('one', 'MIRROR')`);
  await done('legacy', 'follow');
  expect(await legacy.places('one')).toEqual({ column: null, config: { phoneNumber: '', sid: 'x' } });
  expect(await legacy.held()).toEqual({});
});

it("a line that the legacy table has no place for doesn't prevent contract", async () => {
  await legacy.add('list', null, ['x']);
  expect(await run('legacy', 'link', '--number', 'none')).toMatchObject({ code: 3 });
  await done('assign', A, 'list', '--overrule', '--reason', 'asked them');
  await done('contract', '--yes');
  expect(await legacy.held()).toEqual({ list: A });
});

it('no line is missing in the legacy table after the link has ended', async () => {
  const stored = { column: '+1 212 555 0123', config: { phoneNumber: '', sid: 'x' } };
  await legacy.add('one', stored.column, stored.config);
  await done('legacy', 'link');
  await done('backfill');
  for (const _ of ['first', 'again']) {
    await done('contract', '--yes', '--empty');
    expect(await legacy.places('one')).toEqual({ column: null, config: { sid: 'x' } });
    const { out } = await run('census', '--json');
    expect(JSON.parse(out)).toMatchObject({ counts: { HELD: 1, MISSING: 0 } });
  }
  await done('legacy', 'restore');
  expect(await legacy.places('one')).toEqual(stored);
});
