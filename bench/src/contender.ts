import type pg from 'pg';
import type { Companies } from './companies.ts';
import type { Step, Work } from './work.ts';

export interface WordedRequest {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** How a server's program is started. */
export interface Program {
  /** Its path from the repository's root. */
  file: string;
  /** A path that answers 2xx once requests can be served. */
  readyPath: string;
  /** Its environment, in addition to NODE_ENV. */
  env(options: {
    port: number;
    url: string;
    ownerUrl: string;
    poolSize: number;
    dataDir: string;
  }): Record<string, string>;
}

/** Sends requests from the generator's own process, without the generator's HTTP. */
export interface Caller {
  /** Returns whether the answer was right. */
  ask(step: Step): Promise<boolean>;
  close(): Promise<void>;
}

/** A server that is compared: how to start it, fill it, send requests and check its answers. */
export interface Contender {
  name: string;
  works: readonly Work[];
  /** If absent, there is no server: `caller` does all the work. */
  program?: Program;
  /** Fills an empty, migrated database. */
  fill(owner: pg.Client, companies: Companies): Promise<void>;
  /**
   * Gives every company its first line back, and resets what was counted, so that all rounds begin in the same state.
   */
  reset(owner: pg.Client, companies: Companies): Promise<void>;
  /** The request of a step. */
  word(step: Step): WordedRequest;
  /** Whether the content of the answer is right. */
  isRight(step: Step, status: number, body: string): boolean;
  /** For the work that isn't done by `word`. */
  caller?: { works: readonly Work[]; open(options: { port: number; url: string; poolSize: number }): Promise<Caller> };
}
