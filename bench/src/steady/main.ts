import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabaseServer } from '../bench-database.ts';
import { makeCompanies } from '../companies.ts';
import type { Program } from '../contender.ts';
import { linekeeper } from '../contenders/linekeeper.ts';
import { load } from '../load.ts';
import { openSide } from '../side.ts';
import { watchable, watchMemory } from '../soak/memory.ts';
import { percentile } from '../statistics.ts';
import { planWork, type Step } from '../work.ts';

// `pnpm bench:steady [--seconds N]`: ten minutes at 300 calls per second, of which 80 % are the provider's webhook, 15 % check
// a number and 5 % claim one. Exits with 1 if an answer is wrong or if memory grows.

const CALLS_PER_SECOND = 300;
const CONNECTIONS = 50;
const MOST_MB_PER_MINUTE = 1;
/** In shorter runs the slope is that of the warm-up. It's shown, but not judged. */
const LEAST_SECONDS_FOR_SLOPE = 360;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const seconds = Number(values.seconds);
const closers: (() => Promise<void>)[] = [];
try {
  const dir = await mkdtemp(join(tmpdir(), 'linekeeper-steady-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  const databases = await openDatabaseServer(null, dir);
  closers.push(() => databases.stop());
  const companies = makeCompanies();
  const memoryFile = join(dir, 'memory');
  const program = linekeeper.program as Program;
  const env: Program['env'] = (options) => ({ ...program.env(options), ...watchable(memoryFile) });
  const watched = { ...linekeeper, program: { ...program, env } };
  const side = await openSide(watched, { databases, companies, poolSize: 10, dir, closers });
  const [calls, checks, claims] = (['webhook', 'check', 'claim'] as const).map((work) =>
    planWork(work, companies, CONNECTIONS),
  ) as [Step[][], Step[][], Step[][]];
  // Of twenty calls one is a claim and three are checks. A company that claims keeps that number, so that only numbers
  // that nobody claims are checked.
  const plans = calls.map((plan, connection) => {
    const safeChecks = checks[connection]?.filter(({ holding }) => holding === 'taken') ?? [];
    return plan.map((call, index) => {
      if (index % 20 === 0) return claims[connection]?.[index] as Step;
      return index % 20 < 4 ? (safeChecks[index % safeChecks.length] as Step) : call;
    });
  });
  const stopWatching = watchMemory(side.pid as number, memoryFile);
  const figures = await load({
    contender: linekeeper,
    port: side.port,
    caller: null,
    serverPid: side.pid,
    postgresPid: databases.postgresPid,
    plans,
    seconds,
    perSecond: CALLS_PER_SECOND,
  });
  const memory = await stopWatching();
  const at = (percent: number) => `p${percent} ${percentile(figures.milliseconds, percent).toFixed(1)} ms`;
  console.info(`${figures.requests.toLocaleString('en')} calls, ${figures.requestsPerSecond.toFixed(0)} per second`);
  console.info([50, 99, 99.9].map(at).join(', '));
  console.info(
    `Memory in use: ${memory.startMb.toFixed(0)} to ${memory.endMb.toFixed(0)} MB, ${memory.mbPerMinute.toFixed(2)} MB per minute`,
  );
  if (figures.errors > 0) console.info(`${figures.errors} errors, first: ${figures.firstError}`);
  const grows = seconds >= LEAST_SECONDS_FOR_SLOPE && !(memory.mbPerMinute <= MOST_MB_PER_MINUTE);
  process.exitCode = figures.errors > 0 || grows ? 1 : 0;
} finally {
  for (const close of closers.reverse()) await close();
}
