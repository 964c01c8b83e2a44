import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { spawnCommand } from '../support/command-process.ts';
import { type LegacyPlan, planLegacyCompanies, plantLegacyCompanies } from '../support/legacy-companies.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const companies = inject('legacyCompanies');
const KILLS = inject('backfillKills');

let db: TestDatabase;
let plan: LegacyPlan;
beforeEach(async () => {
  db = await createTestDatabase();
  plan = planLegacyCompanies(companies, 7);
  await plantLegacyCompanies(db, plan);
  expect(await linekeeper({ DATABASE_URL: db.ownerUrl }, 'legacy', 'link')).toMatchObject({ code: 3, err: '' });
}, 120_000);
afterEach(() => db[Symbol.asyncDispose]());

const backfill = async () => {
  const { code, out, err } = await linekeeper({ DATABASE_URL: db.ownerUrl }, 'backfill', '--json');
  expect({ code, err }).toEqual({ code: 3, err: '' });
  return JSON.parse(out) as { moved: number; left: Record<string, number>; seconds: number };
};
const numbers = async () =>
  await db.sql<{ tenant_id: string; e164: string }>('SELECT tenant_id, e164 FROM linekeeper.lines ORDER BY tenant_id');
const movedNow = async () =>
  Number((await db.sql<{ count: string }>('SELECT count(*) FROM linekeeper.lines'))[0]?.count);
const settlements = () =>
  db.sql(`SELECT tenant_id, outcome, e164 FROM linekeeper.legacy_settlements ORDER BY tenant_id`);
/** Nothing was moved: TRUNCATE fires no trigger for rows, so the legacy table stays as it is. */
const startAnew = () => db.sql('TRUNCATE linekeeper.lines, linekeeper.legacy_settlements, linekeeper.line_events');
const legacy = () => db.sql(`SELECT md5(string_agg(t::text, '' ORDER BY id)) AS all FROM public.tenants t`);
const planned = () =>
  [...plan.clean]
    .map(([tenant_id, e164]) => ({ tenant_id, e164 }))
    .sort((a, b) => (a.tenant_id < b.tenant_id ? -1 : 1));

it("backfill moves clean numbers, doesn't change the legacy storage, and changes nothing the second time", {
  timeout: 180_000,
}, async () => {
  const before = await legacy();
  const { moved, left, seconds } = await backfill();
  console.info(`backfill: ${Math.round(companies / seconds)} companies a second`);
  expect(moved).toBe(plan.clean.size);
  expect(left).toMatchObject({ CLEAN: 0, SHARED: [...plan.shared.values()].flat().length, TAKEN: 0 });
  expect(await numbers()).toEqual(planned());
  expect(await legacy()).toEqual(before);

  const all = () =>
    db.sql(`SELECT n.xmin AS moved_by, s.xmin AS settled_by, * FROM linekeeper.lines n FULL JOIN linekeeper.legacy_settlements s USING (tenant_id)
       ORDER BY tenant_id`);
  const first = await all();
  expect(await backfill()).toMatchObject({ moved: 0, left: { HELD: plan.clean.size, CLEAN: 0 } });
  expect(await all()).toEqual(first);
  expect(await legacy()).toEqual(before);
});

it(`backfill ends the same after ${KILLS} kills and Ctrl-C at random moments`, { timeout: 600_000 }, async () => {
  const run = () => spawnCommand({ DATABASE_URL: db.ownerUrl }, 'backfill');
  const atWork = async () => {
    const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'linekeeper takeover'`;
    return (await db.sql(sql)).length > 0;
  };
  const moved = async (atLeast: number) => {
    while ((await movedNow()) <= atLeast) await delay(5);
  };
  const { seconds } = await backfill();
  const uninterrupted = [await numbers(), await settlements()];
  expect(uninterrupted[0]).toEqual(planned());

  const movedAtKills: number[] = [];
  while (movedAtKills.length < KILLS) {
    // Starts over from time to time, because a run that is resumed late has little left to do before a kill.
    if (movedAtKills.length % 2 === 0) await startAnew();
    const command = run();
    await expect.poll(atWork, { interval: 5, timeout: 30_000 }).toBe(true);
    // Some kills depend on the time, which also hits the steps before moving, and some on what has been moved.
    const moment =
      movedAtKills.length % 2 === 0
        ? moved((plan.clean.size / 2) * Math.random())
        : delay(seconds * 1000 * Math.random());
    await Promise.race([moment, command.ended]);
    command.process.kill(Math.random() < 0.5 ? 'SIGINT' : 'SIGKILL');
    // Ctrl-C ends the command with 130.
    if (['SIGKILL', 130].includes((await command.ended) ?? '')) {
      // PostgreSQL might still be running the statement of the killed process.
      await expect.poll(atWork, { timeout: 30_000 }).toBe(false);
      movedAtKills.push(await movedNow());
      continue;
    }
    expect([await numbers(), await settlements()]).toEqual(uninterrupted);
    await startAnew();
  }
  console.info(`killed with ${movedAtKills.join(', ')} of ${plan.clean.size} numbers moved`);
  expect(movedAtKills.some((count) => count > 0 && count < plan.clean.size)).toBe(true);
  expect(await run().ended).toBe(3);
  expect([await numbers(), await settlements()]).toEqual(uninterrupted);
});
