import { join } from 'node:path';
import { createBenchDatabase, type DatabaseServer } from './bench-database.ts';
import type { Companies } from './companies.ts';
import type { Caller, Contender } from './contender.ts';
import { freePort, startServerProcess } from './server-process.ts';

/** A contender at work: its process, on a database of its own that holds the companies. */
export interface Side {
  contender: Contender;
  port: number;
  /** Null: it runs in this process. */
  pid: number | null;
  caller: Caller | null;
  /** Milliseconds until it served. */
  startMs: number;
  /** Its database. */
  url: string;
  ownerUrl: string;
  /** Every company holds again what it held at first. */
  reset: () => Promise<void>;
}

export interface SideOptions {
  databases: DatabaseServer;
  companies: Companies;
  poolSize: number;
  /** For its log and whatever it keeps. */
  dir: string;
  /** Collects the functions that undo everything at the end, in reverse order. */
  closers: (() => Promise<void>)[];
}

export async function openSide(contender: Contender, options: SideOptions): Promise<Side> {
  const { databases, companies, poolSize, dir, closers } = options;
  const slug = contender.name.toLowerCase().replace(/[^a-z]+/g, '_');
  const { url, ownerUrl, owner, close } = await createBenchDatabase(databases, `bench_${slug}_${process.pid}`);
  closers.push(close);
  await contender.fill(owner, companies);
  const reset = () => contender.reset(owner, companies);
  await reset();

  const { name, program } = contender;
  const port = await freePort();
  const begin = performance.now();
  const server =
    program &&
    (await startServerProcess({
      name,
      program: program.file,
      readyPath: program.readyPath,
      port,
      env: program.env({ port, url, ownerUrl, poolSize, dataDir: join(dir, slug) }),
      logFile: join(dir, `${slug}.log`),
    }));
  if (server) closers.push(() => server.stop());
  const startMs = performance.now() - begin;
  const caller = (await contender.caller?.open({ port, url, poolSize })) ?? null;
  if (caller) closers.push(() => caller.close());
  return { contender, port, pid: server?.pid ?? null, caller, startMs, url, ownerUrl, reset };
}
