import { expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B, C, NEW] = ['+12125550123', '+12125550124', '+12125550125', '+12125550126'];

const { test, legacy, contract, done, run } = legacySetup();

it.each([[[]], [['--empty']]])(
  'restore writes lines that companies have passed on to each other (contract %s)',
  async (empty) => {
    await legacy.add('first', A, { phoneNumber: A, sid: 'x' });
    await legacy.add('second', B);
    await legacy.add('third', C);
    await legacy.add('a new holder', null);
    await contract(...empty);
    // Two companies have exchanged their lines, and the third one has given its line to a company that is restored earlier.
    await test.sql(`DELETE FROM linekeeper.lines; INSERT INTO linekeeper.lines (e164, tenant_id)
    VALUES ('${A}', 'second'), ('${B}', 'first'), ('${C}', 'a new holder')`);
    await done('legacy', 'restore');
    expect(await legacy.places('first')).toEqual({ column: B, config: { phoneNumber: B, sid: 'x' } });
    expect(await legacy.places('second')).toEqual({ column: A, config: { phoneNumber: A } });
    expect(await legacy.places('a new holder')).toEqual({ column: C, config: { phoneNumber: C } });
    expect(await legacy.places('third')).toMatchObject({ column: null });
    await done('census');
  },
);

it('restore lists a line that the legacy product has given to a new company', async () => {
  await legacy.add('ours', A, { phoneNumber: A });
  await done('legacy', 'link');
  await done('backfill');
  await done('contract', '--yes');
  await test.sql(`UPDATE linekeeper.lines SET e164 = '${NEW}' WHERE tenant_id = 'ours'`);
  await legacy.add('theirs', NEW);
  await done('legacy', 'restore');
  expect(await legacy.places('ours')).toEqual({ column: null, config: { phoneNumber: NEW } });
  const { code, out } = await run('census', '--json');
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 3, counts: { HELD: 1, TAKEN: 1, refusedClaims: 1 } });
  await done('assign', NEW, 'ours', '--reason', 'asked them');
  expect(await legacy.places('ours')).toEqual({ column: NEW, config: { phoneNumber: NEW } });
  await done('census');
});
