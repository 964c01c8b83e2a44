import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { spawnCommand } from '../support/command-process.ts';
import { createRandom } from '../support/random.ts';

/** `pnpm test:commands` runs 200. */
const ROUNDS = Number(process.env.TEST_ROUNDS ?? (process.env.TEST_LONG ? 200 : 2));
/** A new folder after this many rounds, because initdb takes seconds. */
const ROUNDS_ON_A_FOLDER = 10;
const SEED = Number(process.env.TEST_SEED ?? Date.now() % 100_000);

it(`four concurrent commands without a server all succeed, and the last one stops the database, ${ROUNDS} times`, {
  timeout: ROUNDS * 120_000,
}, async () => {
  const random = createRandom(SEED);
  let dataDir = '';
  let companies = 0;
  const failures: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    if (round % ROUNDS_ON_A_FOLDER === 0) {
      if (dataDir) await rm(dataDir, { recursive: true });
      dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-commands-'));
      companies = 0;
    }
    const create = companies === 0 ? 4 : random.pick([0, 0, 1, 2]);
    companies += create;
    // In half of the rounds they start together, in the others some start while earlier ones leave.
    const spread = random.pick([0, 2_500]);
    const ended = await Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        await delay(random.next() * spread);
        const args = i < create ? ['create', '--name', `C${i}`, '--owner-email', 'a@b.example'] : ['list', '--json'];
        const command = spawnCommand({ LINEKEEPER_DATA_DIR: dataDir }, 'tenant', ...args);
        const code = await command.ended;
        return { code, said: `${args[0]} exited with ${code}: ${command.output()}` };
      }),
    );
    for (const { code, said } of ended) if (code !== 0) failures.push(`round ${round}: ${said}`);
    const left = await stat(join(dataDir, 'postgresql', 'data', 'postmaster.pid')).catch(() => null);
    if (left) failures.push(`round ${round}: the database still runs`);
    if (process.env.TEST_LONG) console.info(`${round + 1} rounds, ${failures.length} failures`);
  }
  expect(failures, `TEST_SEED=${SEED}`).toEqual([]);
  const list = spawnCommand({ LINEKEEPER_DATA_DIR: dataDir }, 'tenant', 'list', '--json');
  expect(await list.ended).toBe(0);
  expect(JSON.parse(list.output())).toHaveLength(companies);
  await rm(dataDir, { recursive: true });
});
