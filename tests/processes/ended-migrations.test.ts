import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { createRandom } from '../support/random.ts';
import { createBareDatabase } from '../support/test-database.ts';

/** `pnpm test:kills` ends it 40 times. */
const ENDS = Number(process.env.TEST_ROUNDS ?? (process.env.TEST_LONG ? 40 : 4));
const SEED = Number(process.env.TEST_SEED ?? Date.now() % 100_000);
const PROGRAM = fileURLToPath(new URL('../../apps/linekeeper/dist/command/main.js', import.meta.url));

it(`linekeeper migrate can be run again after ${ENDS} Ctrl-C and kills at random moments`, {
  timeout: 60_000 + ENDS * 30_000,
}, async () => {
  const random = createRandom(SEED);
  let longest = 4_000;
  const seen: string[] = [];
  while (seen.length < ENDS) {
    await using database = await createBareDatabase();
    // Together with its child processes, as a terminal does.
    const { PATH, HOME, TMPDIR } = process.env;
    const env = { PATH, HOME, TMPDIR, DATABASE_URL: database.ownerUrl };
    const args = ['--conditions=linekeeper-built', PROGRAM, 'migrate'];
    const child = spawn(process.execPath, args, { env, detached: true, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const started = performance.now();
    const signal = random.pick(['SIGINT', 'SIGTERM', 'SIGKILL'] as const);
    await Promise.race([delay(random.next() * longest), ended]);
    const isEarly = child.exitCode === null;
    if (isEarly) process.kill(-(child.pid as number), signal);
    await ended;
    if (!isEarly) longest = performance.now() - started;
    const [{ schema } = { schema: null }] = await database.sql<{ schema: string | null }>(
      `SELECT to_regnamespace('linekeeper')::text AS schema`,
    );
    seen.push(isEarly ? `${signal} ${schema ? 'with' : 'before'} tables` : 'complete');

    const again = await linekeeper({ DATABASE_URL: database.ownerUrl }, 'migrate', '--json');
    expect(again, `${seen.join(', ')}; TEST_SEED=${SEED}`).toMatchObject({ code: 0, err: '' });
    expect(await database.sql('SELECT FROM pg_index WHERE NOT indisvalid')).toEqual([]);
    expect(
      await database.sql(
        'SELECT FROM linekeeper._prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
      ),
    ).toEqual([]);
    expect(await linekeeper({ DATABASE_URL: database.ownerUrl }, 'migrate', '--json')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/"applied": ?\[\]/),
    });
  }
  console.info(`Ended: ${seen.join(', ')}`);
});
