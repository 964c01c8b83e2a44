import type pg from 'pg';
import type { Companies } from './companies.ts';
import type { Step } from './workload.ts';

export interface WordedRequest {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** One of the two servers that are compared: how it is started, filled, asked and understood. */
export interface Contestant {
  name: string;
  /** Path of the program from the repository's root. */
  program: string;
  /** A path that answers 2xx once requests can be served. */
  readyPath: string;
  /** What the program is told beside NODE_ENV. */
  env(options: {
    port: number;
    url: string;
    ownerUrl: string;
    poolSize: number;
    dataDir: string;
  }): Record<string, string>;
  /** Fills an empty, migrated database. */
  fill(owner: pg.Client, companies: Companies): Promise<void>;
  /** Gives every company the line back that it held at first, so that each round begins alike. */
  reset(owner: pg.Client, companies: Companies): Promise<void>;
  word(step: Step): WordedRequest;
  /** Whether this is the right answer, by its meaning. */
  isRight(step: Step, status: number, body: string): boolean;
}
