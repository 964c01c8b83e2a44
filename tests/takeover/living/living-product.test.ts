import { setTimeout as delay } from 'node:timers/promises';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, inject, it } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { createRandom } from '../../support/random.ts';
import { legacyDoor, linekeeperDoor } from './doors.ts';
import { createOperator } from './guide.ts';
import { startLegacyProduct } from './legacy-product.ts';
import { CANARY, plantCompanies } from './plant.ts';
import { createProductDatabase } from './product-database.ts';
import { Traffic } from './traffic.ts';
import type { Truth } from './truth.ts';
import { censusOf, censusOfTruth, differences, differencesInLinekeeper, undecidedPlaces } from './verify.ts';

const { companies, changes, rounds, firstStep, isFull } = inject('livingProduct');

it.each(Array.from({ length: rounds }, (_, i) => i + 1))(
  'the legacy product notices nothing at any step of the move, in either direction (round %i)',
  { timeout: 900_000 },
  async (seed) => {
    const random = createRandom(seed);
    await using db = await createProductDatabase();
    await using product = await startLegacyProduct(db.productUrl, await freePort());
    const { truth } = await plantCompanies(db, companies, seed);
    await using operator = await createOperator(db);
    const linekeeper = linekeeperDoor(() => operator.url);
    const traffic = new Traffic(truth, legacyDoor(product.url), linekeeper, seed);
    traffic.lastCommand = () => operator.lastCommand();
    const { writer } = traffic;
    const moment = () => delay((isFull ? 2_000 : 600) * random.next());

    const settled = async () => {
      if (truth.following === 'NO') return;
      const queue = () => db.sql('SELECT tenant_id, kind FROM linekeeper.legacy_queue');
      await expect.poll(queue, { timeout: 20_000, interval: 50 }).toEqual([]);
    };
    /**
     * Checks that the legacy table equals a replay of the accepted changes, that census reports the same as for such a
     * table, and that the product's own migrations pass. LEFT: companies hold lines, so census reports only the same places for
     * a person to decide about. NOTHING: the table isn't linked any more.
     */
    const verify = async (step: string, census: 'SAME' | 'LEFT' | 'NOTHING' = 'SAME') => {
      await traffic.stopWriters();
      await settled();
      const { failures, lost } = traffic.report;
      const noticed = [...failures.slice(0, 5), ...lost.slice(0, 5)];
      expect({ step, noticed, log: product.failures().slice(0, 1_000) }).toEqual({ step, noticed: [], log: '' });
      expect({ step, wrong: (await differences(db, truth)).slice(0, 5) }).toEqual({ step, wrong: [] });
      if (census !== 'NOTHING') {
        const [reported, right] = [await censusOf(db), await censusOfTruth(truth)];
        if (census === 'SAME') expect({ step, ...reported }).toEqual({ step, ...right });
        else
          expect({ step, left: await undecidedPlaces(db, reported) }).toEqual({
            step,
            left: await undecidedPlaces(db, right),
          });
      }
      await product.prisma('migrate', 'deploy');
      if (isFull) expect(await product.prisma('migrate', 'status')).toContain('up to date');
      const { calls, requests, longestMs } = traffic.report;
      const [longest, pause] = [longestMs, traffic.longestPauseMs].map(Math.round);
      console.info(
        `${step}: ${requests} requests, ${calls} calls, longest answer ${longest} ms, own pause ${pause} ms`,
      );
      traffic.startWriters();
    };
    /** What happens while the command runs can count as before or after it. */
    const changing = async (to: Pick<Truth, 'following' | 'mirroring'>, ...args: string[]) => {
      Object.assign(truth, {
        following: 'CHANGING',
        mirroring: truth.mirroring === to.mirroring ? to.mirroring : 'CHANGING',
      });
      await operator.run(...args);
      // Changes that were in progress when the command ended.
      await delay(500);
      Object.assign(truth, to);
    };
    const LINKED = { following: 'YES', mirroring: 'YES' } as const;
    const ALONE = { following: 'NO', mirroring: 'NO' } as const;
    /** Decides about every dispute that there is. */
    const decide = async () => {
      const { file, decided } = await operator.decide();
      const lines = await db.sql<{ id: string; line: PhoneNumber }>(
        'SELECT tenant_id AS id, e164 AS line FROM linekeeper.lines',
      );
      const held = new Map(lines.map(({ id, line }) => [id, line]));
      const { out } = await operator.run('assign', '--file', file, '--json');
      const { results } = JSON.parse(out) as { results: { number: string; tenant: string; outcome: string }[] };
      const done = results.filter(({ outcome }) => /ASSIGNED|DROPPED/.test(outcome));
      truth.decided(
        done.map(({ number, tenant }) => ({ id: tenant, line: number === 'none' ? null : (number as PhoneNumber) })),
        held,
      );
      return { file, decided };
    };

    traffic.start();
    await moment();
    if (firstStep <= 1) await verify('1 census');

    await operator.run('migrate');
    if (firstStep <= 2) {
      await moment();
      await operator.run('legacy', 'remove', '--yes');
      await verify('2 migrate, taken back');
      await operator.run('migrate');
    }

    await changing(LINKED, 'legacy', 'link');
    await operator.startServer();
    if (firstStep <= 3) {
      await moment();
      await changing(ALONE, 'legacy', 'unlink', '--yes');
      await verify('3 link, taken back');
      await changing(LINKED, 'legacy', 'link');
    }
    writer.usesLinekeeper = true;

    if (firstStep <= 4) {
      await operator.run('backfill');
      await moment();
      await operator.run('legacy', 'revert', '--all');
      await verify('4 backfill, taken back', 'LEFT');
    }
    await Promise.all([operator.run('backfill'), writer.burst(changes)]);
    await traffic.stopWriters();
    await settled();
    await operator.run('backfill');
    expect((await differencesInLinekeeper(db, truth)).slice(0, 5)).toEqual([]);
    traffic.startWriters();

    const { file } = await decide();
    if (firstStep <= 5) {
      await moment();
      truth.reverting();
      await operator.run('legacy', 'revert', '--file', file);
      truth.reverted();
      await verify('5 decisions, taken back', 'LEFT');
      await decide();
    }

    if (firstStep <= 6) {
      writer.isFrontEndOver = true;
      await moment();
      writer.isFrontEndOver = false;
      await verify('6 front ends, taken back', 'LEFT');
    }
    writer.isFrontEndOver = true;
    await delay(100);
    await settled();
    await operator.run('backfill');
    for (let tries = 0; (await decide()).decided.length > 0; tries++) {
      expect(tries).toBeLessThan(5);
      await operator.run('backfill');
    }
    expect(await operator.run('census')).toMatchObject({ code: 0 });

    const byWebhook = traffic.router;
    for (const empty of [[], ['--empty']]) {
      traffic.router = await operator.openRouter();
      await changing(ALONE, 'contract', '--yes', ...empty);
      if (empty.length > 0) truth.emptied();
      await moment();
      await verify(`7 ${['contract', ...empty].join(' ')}`, 'NOTHING');
      await changing(LINKED, 'legacy', 'restore');
      truth.restored();
      await settled();
      traffic.router = byWebhook;
      await verify(`7 ${['contract', ...empty].join(' ')}, taken back`, 'LEFT');
      expect((await differencesInLinekeeper(db, truth)).slice(0, 5)).toEqual([]);
    }

    truth.reverting();
    await operator.run('legacy', 'revert', '--all');
    truth.reverted();
    await verify('5 decisions, taken back after contract', 'LEFT');

    await traffic.stop();
    console.info(JSON.stringify({ ...traffic.report, failures: traffic.report.failures.length }));
    expect(operator.output()).not.toContain(CANARY.slice(0, 12));
    expect(product.failures()).toBe('');
    expect(traffic.report).toMatchObject({ failures: [], lost: [], ...(isFull && { slow: [] }) });
  },
);
