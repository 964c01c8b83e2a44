import type pg from 'pg';
import type { Companies } from './companies.ts';
import type { Step } from './workload.ts';

export interface WordedRequest {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** One of the two servers: how to start it, fill its database, send requests and check answers. */
export interface Contestant {
  name: string;
  /** Path of the program from the repository's root. */
  program: string;
  /** A path that answers 2xx when the server is ready. */
  readyPath: string;
  /** Environment variables of the program, besides NODE_ENV. */
  env(options: {
    port: number;
    url: string;
    ownerUrl: string;
    poolSize: number;
    dataDir: string;
  }): Record<string, string>;
  /** Fills an empty, migrated database. */
  fill(owner: pg.Client, companies: Companies): Promise<void>;
  /** Gives every company its first line back, so that all rounds begin in the same state. */
  reset(owner: pg.Client, companies: Companies): Promise<void>;
  word(step: Step): WordedRequest;
  /** Whether the meaning of the answer is right. */
  isRight(step: Step, status: number, body: string): boolean;
}
