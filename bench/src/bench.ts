import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabaseServer } from './bench-database.ts';
import { makeCompanies } from './companies.ts';
import { countAllDuplicates, type DuplicateFigures } from './duplicates.ts';
import { expressPrisma } from './express-contestant.ts';
import { linekeeper } from './linekeeper-contestant.ts';
import { describeMachine, type Machine } from './machine.ts';
import { type OperationFigures, playRounds } from './rounds.ts';
import type { Settings } from './settings.ts';
import { openSide } from './side.ts';
import { OPERATIONS } from './workload.ts';

export interface BenchFigures {
  machine: Machine;
  operations: OperationFigures[];
  duplicates: DuplicateFigures[];
}

/** Runs everything. What it starts is added to `closers`. The caller closes them in reverse order, also after an error. */
export async function bench(
  settings: Settings,
  closers: (() => Promise<void>)[],
  onProgress: (text: string) => void,
): Promise<BenchFigures> {
  onProgress('starting PostgreSQL and both servers');
  const dir = await mkdtemp(join(tmpdir(), 'linekeeper-bench-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  const databases = await openDatabaseServer(settings.database, dir);
  closers.push(() => databases.stop());
  const machine = await onClient(databases.ownerUrl, describeMachine);

  const { poolSize, connections, seconds, rounds } = settings;
  const companies = makeCompanies();
  const sideOptions = { databases, companies, poolSize, dir, closers };
  const sides = [await openSide(linekeeper, sideOptions), await openSide(expressPrisma, sideOptions)] as const;

  const operations: OperationFigures[] = [];
  for (const operation of OPERATIONS) {
    operations.push(await playRounds(operation, sides, { companies, connections, seconds, rounds, onProgress }));
  }
  onProgress('two companies claiming one number concurrently');
  return { machine, operations, duplicates: await countAllDuplicates(sides, companies) };
}

async function onClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
