import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabaseServer } from './bench-database.ts';
import { makeCompanies } from './companies.ts';
import type { Contender } from './contender.ts';
import { byHand, byHandSameWork, expressPrisma, trpcPrisma } from './contenders/by-hand.ts';
import { floor } from './contenders/floor.ts';
import { linekeeper } from './contenders/linekeeper.ts';
import { mounted } from './contenders/mounted.ts';
import { type GoalFigures, measureGoals } from './goals.ts';
import { load } from './load.ts';
import { describeMachine, type Machine } from './machine.ts';
import { memoryOf } from './processor-time.ts';
import { playRounds, type WorkFigures } from './rounds.ts';
import { type Settings, SettingsError } from './settings.ts';
import { openSide } from './side.ts';
import { summarise, type WorkSummary } from './summary.ts';
import { planWork } from './work.ts';

const CONTENDERS = [linekeeper, mounted, expressPrisma, trpcPrisma, byHand, byHandSameWork, floor];

export interface BenchFigures {
  machine: Machine;
  settings: Pick<Settings, 'seconds' | 'rounds' | 'warmUpSeconds' | 'connections' | 'poolSize'>;
  summaries: WorkSummary[];
  goals: GoalFigures[];
  processes: { name: string; startMs: number; idleMb: number; afterMb: number; peakMb: number }[];
  /** Requests a second that the load generator reaches if the server does nothing. */
  generatorCeiling: number;
}

/** Runs everything. What it starts is collected in `closers`, for the caller to undo in reverse, whatever happens. */
export async function bench(
  { database, works, contenders, poolSize, connections, seconds, rounds, warmUpSeconds }: Settings,
  closers: (() => Promise<void>)[],
  onProgress: (text: string) => void,
): Promise<BenchFigures> {
  const unknown = contenders?.find((name) => !CONTENDERS.some((each) => each.name === name));
  if (unknown !== undefined) throw new SettingsError(`--contenders ${unknown} isn't known`);
  onProgress('starting PostgreSQL and all servers');
  const dir = await mkdtemp(join(tmpdir(), 'linekeeper-bench-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  const databases = await openDatabaseServer(database, dir);
  closers.push(() => databases.stop());
  const machine = await describeMachine(databases.ownerUrl);
  const companies = makeCompanies();
  const sides = [];
  const takesPart = ({ name, works: all }: Contender) =>
    (contenders?.includes(name) ?? true) && all.some((work) => works.includes(work));
  for (const contender of CONTENDERS.filter(takesPart)) {
    sides.push(await openSide(contender, { databases, companies, poolSize, dir, closers }));
  }
  const servers = sides.flatMap(({ contender: { name }, pid, startMs }) =>
    pid === null ? [] : [{ name, pid, startMs }],
  );
  const idle = await Promise.all(servers.map(({ pid }) => memoryOf(pid)));

  const { postgresPid } = databases;
  const warmUpRounds = Math.ceil(warmUpSeconds / seconds);
  const options = { companies, connections, seconds, rounds, warmUpRounds, postgresPid, onProgress };
  const figures: WorkFigures[] = [];
  for (const work of works) {
    figures.push(await playRounds(work, sides, options));
  }
  const after = await Promise.all(servers.map(({ pid }) => memoryOf(pid)));
  onProgress('what the load generator can do');
  return {
    machine,
    settings: { seconds, rounds, warmUpSeconds, connections, poolSize },
    summaries: figures.map(summarise),
    goals: measureGoals(figures),
    processes: servers.map(({ name, startMs }, i) => ({
      name,
      startMs,
      idleMb: idle[i]?.nowMb ?? NaN,
      afterMb: after[i]?.nowMb ?? NaN,
      peakMb: after[i]?.peakMb ?? NaN,
    })),
    generatorCeiling: await measureCeiling(connections, seconds),
  };
}

/** The same requests, sent to a server that reads nothing and always answers the same. */
async function measureCeiling(connections: number, seconds: number): Promise<number> {
  const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { requestsPerSecond } = await load({
    contender: { ...linekeeper, isRight: () => true },
    port: (server.address() as AddressInfo).port,
    caller: null,
    serverPid: null,
    postgresPid: null,
    plans: planWork('check', makeCompanies(), connections),
    seconds,
  });
  server.closeAllConnections();
  server.close();
  return requestsPerSecond;
}
