import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLegacyWorker } from '../../packages/legacy/src/legacy-worker.ts';
import { linekeeperWarned } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LINE = '+12125550123';
const COMMANDS = [['census'], ['backfill'], ['assign', LINE, 'one', '--reason', 'asked them']];

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
  await test.sql(LEGACY_TABLE);
  await legacyTable(test).add('one', LINE);
});
afterEach(() => test[Symbol.asyncDispose]());

const run = (...args: string[]) =>
  linekeeperWarned({ DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl }, ...args);

it('census, backfill and assign warn while no server follows the linked table', async () => {
  await run('legacy', 'link');
  for (const args of COMMANDS)
    expect(await run(...args)).toMatchObject({
      code: 0,
      warnings: expect.stringMatching(/^Warning: no server is con/),
    });
  const { warnings } = await run('census', '--json');
  expect(JSON.parse(warnings)).toEqual({ warning: { message: expect.stringContaining('no server is connected') } });
});

it("census, backfill and assign don't warn while a server follows the table, whatever the name in its address", async () => {
  await run('legacy', 'link');
  const url = `${test.url}?application_name=platform`;
  const stop = startLegacyWorker({ urls: { url, ownerUrl: test.ownerUrl }, onError: () => {} });
  const following = () =>
    test.sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%worker'`);
  await expect.poll(following, { timeout: 10_000 }).toHaveLength(1);
  try {
    for (const args of COMMANDS) expect(await run(...args)).toMatchObject({ code: 0, warnings: '' });
  } finally {
    await stop();
  }
});

it("census doesn't warn before a table is linked", async () => {
  expect(await run('census')).toMatchObject({ code: 0, warnings: '' });
});
