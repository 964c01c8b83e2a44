import { join } from 'node:path';
import type pg from 'pg';
import { createBenchDatabase, type DatabaseServer } from './bench-database.ts';
import type { Companies } from './companies.ts';
import type { Contestant } from './contestant.ts';
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts';

/** A running contestant: its process, and its own database with the companies. */
export interface Side {
  contestant: Contestant;
  server: ServerProcess;
  /** Connected to its database, as the owner. */
  owner: pg.Client;
  /** Every company gets its first number back. */
  reset(): Promise<void>;
}

export interface SideOptions {
  databases: DatabaseServer;
  companies: Companies;
  poolSize: number;
  /** A folder for its log and its other files. */
  dir: string;
  /** What must be closed at the end, in reverse order. */
  closers: (() => Promise<void>)[];
}

export async function openSide(contestant: Contestant, options: SideOptions): Promise<Side> {
  const { databases, companies, poolSize, dir, closers } = options;
  const slug = contestant.name.toLowerCase().replace(/[^a-z]+/g, '_');
  const database = await createBenchDatabase(databases, `bench_${slug}_${process.pid}`);
  const { url, ownerUrl, owner } = database;
  closers.push(() => database.close());
  await contestant.fill(owner, companies);
  const reset = () => contestant.reset(owner, companies);
  await reset();

  const port = await freePort();
  const { name, program, readyPath } = contestant;
  const env = contestant.env({ port, url, ownerUrl, poolSize, dataDir: join(dir, slug) });
  const logFile = join(dir, `${slug}.log`);
  const server = await startServerProcess({ name, program, readyPath, port, env, logFile });
  closers.push(() => server.stop());
  return { contestant, server, owner, reset };
}
