import { describe, expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B] = ['+12125550123', '+12125550124'];
const NESTED = ['--number', 'none', '--config', 'twilioConfig.voice.number'];

const { test, legacy, run, done, restore } = legacySetup();

/** What the legacy product stores in the JSON column. */
const stores = (config: unknown) => test.sql('UPDATE public.tenants SET "twilioConfig" = $1', [JSON.stringify(config)]);
const census = async () => {
  const { code, out } = await run('census', '--json');
  return { code, ...(JSON.parse(out) as { counts: Record<string, number> }).counts };
};

/** Where the number is, and what the legacy product stores instead of the object that contained it. */
const REPLACED: [string[], unknown, unknown][] = [
  [[], { phoneNumber: '+1 212 555 0123' }, ['x']],
  [NESTED, { voice: { number: '+1 212 555 0123', edge: 'a' } }, { voice: 'off' }],
  [NESTED, { voice: { number: '+1 212 555 0123', edge: 'a' } }, { voice: ['x'] }],
];

describe.each(REPLACED)('with the options %j, a number in %j that was replaced by %j', (options, before, after) => {
  it.each([[[]], [['--empty']]])('after contract %j is listed by restore and by census', async (empty) => {
    await legacy.add('one', null, before);
    await done('legacy', 'link', ...options);
    await done('backfill');
    await done('contract', '--yes', ...empty);
    await stores(after);
    const conflicts = [{ tenantId: 'one', fields: ['number'] }];
    for (const _ of ['first', 'again']) expect(await restore()).toMatchObject({ code: 3, conflicts });
    expect((await legacy.places('one'))?.config).toEqual(after);
    expect(await legacy.held()).toEqual({ one: A });
    expect(await census()).toMatchObject({ code: 3, UNREADABLE: 1 });
    await done('assign', A, 'one', '--reason', 'asked them');
    await done('contract', '--yes');
  });

  it('keeps its line, and contract ends the link only if that was decided', async () => {
    await legacy.add('one', null, before);
    await done('legacy', 'link', ...options);
    await done('backfill');
    await stores(after);
    await done('legacy', 'follow');
    expect(await legacy.held()).toEqual({ one: A });
    expect(await census()).toMatchObject({ code: 3, UNREADABLE: 1 });
    expect(await run('contract', '--yes')).toMatchObject({ code: 1 });
    await done('assign', A, 'one', '--reason', 'asked them');
    // The column keeps the number, too.
    expect(await run('contract', '--yes', '--empty')).toMatchObject({ code: options.length === 0 ? 3 : 0 });
    expect((await legacy.places('one'))?.config).toEqual(after);
    // Nothing was dropped, so nothing is listed.
    expect(await restore()).toMatchObject({ code: 0, conflicts: [] });
  });

  it("after a decision is listed by revert, which doesn't drop it", async () => {
    await legacy.add('one', null, JSON.parse(JSON.stringify(before).replace('+1 212 555 0123', 'reception')));
    await run('legacy', 'link', ...options);
    await done('assign', 'none', 'one', '--reason', 'asked them');
    await stores(after);
    const { code, out } = await run('legacy', 'revert', '--all', '--json');
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 3, REVERTED: 0, replaced: ['one'] });
    expect((await legacy.places('one'))?.config).toEqual(after);
    expect(await census()).toMatchObject({ code: 3, UNREADABLE: 1 });
  });
});

it.each([
  [NESTED, { voice: { number: 'reception' } }, { voice: 'off' }],
  [[], { phoneNumber: 'reception' }, 'off'],
])(
  'with the options %j, a number that was decided, and replaced since, is listed by census',
  async (options, before, after) => {
    await legacy.add('one', null, before);
    await run('legacy', 'link', ...options);
    await done('assign', A, 'one', '--overrule', '--reason', 'asked them');
    await stores(after);
    await done('legacy', 'follow');
    expect(await census()).toMatchObject({ code: 3, UNREADABLE: 1 });
    await done('assign', A, 'one', '--reason', 'asked them again');
    expect(await census()).toMatchObject({ code: 0, HELD: 1 });
    expect(await legacy.held()).toEqual({ one: A });
  },
);

it('a number whose setting the legacy product has emptied comes back', async () => {
  await legacy.add('one', null, { voice: { number: '+1 212 555 0123', edge: 'a' } });
  await done('legacy', 'link', ...NESTED);
  await done('backfill');
  await done('contract', '--yes', '--empty');
  await stores({ voice: null, sid: 'x' });
  expect(await restore()).toMatchObject({ code: 0, conflicts: [] });
  expect((await legacy.places('one'))?.config).toEqual({ voice: { number: '+1 212 555 0123' }, sid: 'x' });
});

it('contract --empty leaves a company as it is if its setting is not an object', async () => {
  await legacy.add('one', A, { voice: ['x'], sid: 'x' });
  await run('legacy', 'link', '--config', 'twilioConfig.voice.number');
  await done('assign', A, 'one', '--reason', 'asked them');
  expect(await run('contract', '--yes', '--empty')).toMatchObject({ code: 3, err: '' });
  expect(await legacy.places('one')).toEqual({ column: A, config: { voice: ['x'], sid: 'x' } });
});

it("a setting of Linekeeper that leaves no place for the number isn't written, and is listed", async () => {
  await legacy.add('one', null, { voice: { number: A, edge: 'a' } });
  await legacy.add('two', null, { voice: { number: B, edge: 'a' } });
  await done('legacy', 'link', ...NESTED);
  await done('backfill');
  await done('contract', '--yes');
  await test.sql(`UPDATE linekeeper.tenants SET twilio_config = '{"voice": "off"}' WHERE id = 'one'`);
  await test.sql(
    `UPDATE linekeeper.tenants SET twilio_config = '{"voice": {"number": "${B}", "edge": "b"}}' WHERE id = 'two'`,
  );
  const conflicts = [{ tenantId: 'one', fields: ['twilioConfig.voice'] }];
  expect(await restore()).toEqual({ code: 3, tenants: 1, conflicts });
  expect((await legacy.places('one'))?.config).toEqual({ voice: { number: A, edge: 'a' } });
  expect((await legacy.places('two'))?.config).toEqual({ voice: { number: B, edge: 'b' } });
});
