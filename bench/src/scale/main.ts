import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { openDatabaseServer } from '../bench-database.ts';
import { type Companies, makeCompanies } from '../companies.ts';
import type { Program } from '../contender.ts';
import { linekeeper } from '../contenders/linekeeper.ts';
import { load, type RoundFigures } from '../load.ts';
import { freePort, startServerProcess } from '../server-process.ts';
import { openSide, type Side } from '../side.ts';
import { percentile, spreadOf } from '../statistics.ts';
import { textTable } from '../tables.ts';
import { planWork, type Work } from '../work.ts';

// `pnpm bench:scale [--long] [--rounds N] [--seconds N]`: what a look-up and a claim cost with more lines, more connections
// and two processes. One factor is varied at a time. `--long` adds 10 million lines, which takes about half an hour.

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
  },
});
const LINES = [10_000, 1_000_000, ...(values.long ? [10_000_000] : [])];
const CONNECTIONS = [1, 4, 16, 64, 256];
const USUAL = 16;
const SECONDS = Number(values.seconds);
const ROUNDS = Number(values.rounds);
const WORKS: Work[] = ['resolve', 'claim'];
const HEAD = ['', ...WORKS.flatMap((work) => [`${work}/s`, 'p50 ms', 'p99 ms'])];

const companies = makeCompanies();
const closers: (() => Promise<void>)[] = [];
const program = linekeeper.program as Program;
try {
  const dir = await mkdtemp(join(tmpdir(), 'linekeeper-scale-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  const databases = await openDatabaseServer(null, dir);
  closers.push(() => databases.stop());

  const byLines: string[][] = [];
  for (const lines of LINES) {
    const own: typeof closers = [];
    const fill = async (owner: pg.Client, filled: Companies) => {
      await linekeeper.fill(owner, filled);
      await addLines(owner, lines);
    };
    const side = await openSide({ ...linekeeper, fill }, { databases, companies, poolSize: 10, dir, closers: own });
    byLines.push([`${lines.toLocaleString('en')} lines`, ...(await measure(side, [side.port], USUAL))]);
    if (lines === LINES[0]) {
      const byConnections: string[][] = [];
      for (const connections of CONNECTIONS) {
        byConnections.push([`${connections} connections`, ...(await measure(side, [side.port], connections))]);
      }
      console.info(`${textTable([HEAD, ...byConnections])}\n`);
      const port = await freePort();
      const { url, ownerUrl } = side;
      const second = await startServerProcess({
        name: 'the second process',
        program: program.file,
        readyPath: program.readyPath,
        port,
        env: program.env({ port, url, ownerUrl, poolSize: 10, dataDir: join(dir, 'second') }),
        logFile: join(dir, 'second.log'),
      });
      own.push(() => second.stop());
      console.info(
        `${textTable([
          HEAD,
          ['1 process', ...(await measure(side, [side.port], 2 * USUAL))],
          ['2 processes', ...(await measure(side, [side.port, port], 2 * USUAL))],
        ])}\n`,
      );
    }
    for (const close of own.reverse()) await close();
  }
  console.info(textTable([HEAD, ...byLines]));
} finally {
  for (const close of closers.reverse()) await close();
}

/** Companies that only hold a line. Their numbers are of no country that the requests use. */
async function addLines(owner: pg.Client, count: number): Promise<void> {
  const series = `generate_series(1, ${count}) AS n`;
  await owner.query(`INSERT INTO linekeeper.tenants (id, name) SELECT 'scale-' || n, 'Company ' || n FROM ${series}`);
  await owner.query(
    `INSERT INTO linekeeper.lines (e164, tenant_id) SELECT '+819' || lpad((n::bigint * 7919 % 100000000)::text, 9, '0'), 'scale-' || n FROM ${series}`,
  );
}

/** The connections are spread over these processes. */
async function measure(side: Side, ports: number[], connections: number): Promise<string[]> {
  const cells: string[] = [];
  for (const work of WORKS) {
    const plans = planWork(work, companies, connections);
    const rounds: RoundFigures[][] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const figures = await Promise.all(
        ports.map((port, index) =>
          load({
            contender: linekeeper,
            port,
            caller: null,
            serverPid: side.pid,
            postgresPid: null,
            plans: plans.filter((_plan, connection) => connection % ports.length === index),
            seconds: SECONDS,
          }),
        ),
      );
      const wrong = figures.find(({ errors }) => errors > 0);
      if (wrong) throw new Error(`${wrong.errors} wrong answers, first: ${wrong.firstError}`);
      if (round > 0) rounds.push(figures);
      if (work === 'claim') await side.reset();
    }
    const times = rounds.flat().flatMap(({ milliseconds }) => milliseconds);
    const perSecond = rounds.map((figures) => figures.reduce((sum, each) => sum + each.requestsPerSecond, 0));
    cells.push(
      Math.round(spreadOf(perSecond).median).toLocaleString('en'),
      percentile(times, 50).toFixed(2),
      percentile(times, 99).toFixed(2),
    );
  }
  return cells;
}
