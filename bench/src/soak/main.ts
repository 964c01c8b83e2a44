import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBenchDatabase, openDatabaseServer } from '../bench-database.ts';
import { freePort, startServerProcess } from '../server-process.ts';
import type { AbuseReport, abuse } from './abuse.ts';
import { createOwner } from './company.ts';
import { actHonestly } from './honest.ts';
import { watchable, watchMemory } from './memory.ts';
import { readSettings } from './settings.ts';

/** How much slower the honest tenant's slowest hundredth can become. */
const MOST_TIMES_SLOWER = 3;
/** A leak of half a kilobyte for each request exceeds this. */
const MOST_MB_PER_MINUTE = 1;
/** If the p99 without abuse is above this, the machine is busy with other work. In milliseconds. */
const BUSY_MS = 100;
/** In shorter runs the slope is that of the warm-up, so it's shown but not checked. */
const LEAST_SECONDS_FOR_SLOPE = 180;

/**
 * Starts a process of its own for `abuse`, and waits until it has loaded its code. On two processors, loading slows down everybody
 * for about a second, and isn't abuse.
 */
async function startAbuser(): Promise<(...settings: Parameters<typeof abuse>) => Promise<AbuseReport>> {
  const child = fork(new URL('./abuse-process.ts', import.meta.url));
  const message = () =>
    Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('The abuse ended early'))),
    ]);
  await message();
  return async (...settings) => {
    child.send(settings);
    const [report] = await message();
    return report as AbuseReport;
  };
}

// `pnpm soak [--short]`: one tenant and one anonymous address abuse a server while another tenant works. Exits with 1
// if the honest tenant notices, if anybody gets a 5xx that isn't documented, or if memory grows.
const settings = readSettings(process.argv.slice(2), process.env);
const dir = await mkdtemp(join(tmpdir(), 'linekeeper-soak-'));
const postgres = await openDatabaseServer(null, join(dir, 'postgres'));
try {
  const db = await createBenchDatabase(postgres, 'linekeeper_soak');
  const secret = randomBytes(32).toString('hex');
  const [honest, abuser] = [
    await createOwner(db.owner, 'Honest', secret),
    await createOwner(db.owner, 'Abuser', secret),
  ];
  const port = await freePort();
  const memoryFile = join(dir, 'memory');
  const server = await startServerProcess({
    name: 'Linekeeper',
    program: 'apps/linekeeper/dist/main.js',
    readyPath: '/readyz',
    port,
    env: {
      ...watchable(memoryFile),
      PORT: String(port),
      DATABASE_URL: db.url,
      DATABASE_OWNER_URL: db.ownerUrl,
      LINEKEEPER_DATA_DIR: join(dir, 'server'),
      LINEKEEPER_SECRET: secret,
      LOG_LEVEL: 'warn',
    },
    logFile: join(dir, 'server.log'),
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    const { warmUpSeconds, aloneSeconds, abuseSeconds, honestPerSecond, abusePerSecond } = settings;
    const abuseBeside = await startAbuser();
    await actHonestly(url, honest, honestPerSecond, warmUpSeconds);
    const alone = await actHonestly(url, honest, honestPerSecond, aloneSeconds);
    const stopWatching = watchMemory(server.pid, memoryFile);
    const [beside, attacked] = await Promise.all([
      actHonestly(url, honest, honestPerSecond, abuseSeconds),
      abuseBeside(url, abuser, abusePerSecond, abuseSeconds),
    ]);
    const memory = await stopWatching();
    const honestFailures = { ...alone.failures, ...beside.failures };
    const checks = {
      'honest p99 within 3 × of alone': beside.p99 <= MOST_TIMES_SLOWER * alone.p99,
      'honest requests all answered with 200': Object.keys(honestFailures).length === 0,
      'no 5xx but 503 with Retry-After': attacked.badAnswers.length === 0,
      'memory flat': abuseSeconds < LEAST_SECONDS_FOR_SLOPE || memory.mbPerMinute <= MOST_MB_PER_MINUTE,
    };
    const inMs = (report: typeof alone) => ({
      requests: report.requests,
      'p50 ms': Number(report.p50.toFixed(1)),
      'p99 ms': Number(report.p99.toFixed(1)),
    });
    console.table({ alone: inMs(alone), 'beside abuse': inMs(beside) });
    console.table(attacked.answers);
    console.table(checks);
    const { startMb, endMb, mbPerMinute, residentMb } = memory;
    console.info(
      `Memory in use: ${startMb.toFixed(1)} to ${endMb.toFixed(1)} MB, ${mbPerMinute.toFixed(2)} MB a minute. Resident: ${residentMb?.toFixed(0)} MB`,
    );
    if (alone.p99 > BUSY_MS) console.info('This machine is busy: the figures say little');
    console.info(JSON.stringify({ settings, alone, beside, attacked, memory, checks }));
    process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
  } finally {
    await server.stop();
    await db.close();
  }
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}
