import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { createRandom, type Random } from '../../support/random.ts';
import { startLoad } from '../../support/steady-load.ts';
import type { Company } from './company.ts';
import type { LegacyDoor, LinekeeperDoor, Reply } from './doors.ts';
import { PASSWORD } from './plant.ts';
import type { Truth } from './truth.ts';
import { Writer } from './writer.ts';

const READS = 20;
const CALLS = 20;
const WRITES = 10;
const LINEKEEPER_WRITES = 3;

/** What happened under the traffic. */
export interface TrafficReport {
  requests: number;
  failures: string[];
  /** The answer of the legacy product that took longest, in milliseconds, and those that took more than a second. */
  longestMs: number;
  slow: string[];
  calls: number;
  /** Calls to an undisputed line that didn't find its company. */
  lost: string[];
}

/** Asks which company a call to a line goes to. */
export type CallRouter = (line: PhoneNumber) => Promise<string | null>;

/** The legacy product at work: its readers, its callers, and people who change things there and in Linekeeper. */
export class Traffic {
  readonly report: TrafficReport = { requests: 0, failures: [], longestMs: 0, slow: [], calls: 0, lost: [] };
  readonly writer: Writer;
  /** Who answers calls: the legacy product's webhook, until the operator has moved it. */
  router: CallRouter;
  /** What the operator began last, for the report. */
  lastCommand: () => string = () => 'the start';
  readonly #random: Random;
  readonly #pauses = monitorEventLoopDelay({ resolution: 10 });
  #stops: (() => Promise<unknown>)[] = [];
  #stopWriters: (() => Promise<unknown>)[] = [];

  constructor(
    private readonly truth: Truth,
    private readonly legacy: LegacyDoor,
    private readonly linekeeper: LinekeeperDoor,
    seed: number,
  ) {
    this.#random = createRandom(seed);
    this.writer = new Writer(truth, this.#timed(legacy), linekeeper, createRandom(seed + 1));
    this.router = async (line) => (await this.#timed(legacy).call(line)).company;
  }

  /** How long the test's own process was busy with something else at most: an answer seems to take longer by that. */
  get longestPauseMs(): number {
    return this.#pauses.max / 1e6;
  }

  start(): void {
    this.#pauses.enable();
    this.#stops = [this.#load(READS, (i) => this.#read(i)), this.#load(CALLS, () => this.#call())];
    this.startWriters();
  }

  startWriters(): void {
    this.#stopWriters = [
      this.#load(WRITES, () => this.writer.writeLegacy()),
      this.#load(LINEKEEPER_WRITES, () => this.writer.writeLinekeeper()),
    ];
  }

  async stopWriters(): Promise<void> {
    for (const stop of this.#stopWriters) await stop();
    this.#stopWriters = [];
  }

  async stop(): Promise<TrafficReport> {
    await this.stopWriters();
    for (const stop of this.#stops) await stop();
    this.#stops = [];
    this.#pauses.disable();
    return this.report;
  }

  #load(perSecond: number, request: (i: number) => Promise<void>): () => Promise<unknown> {
    return startLoad(perSecond, async (i) => {
      this.report.requests++;
      await request(i).catch((error) => this.report.failures.push(String(error)));
    });
  }

  /** The same door, with its answers measured. */
  #timed(legacy: LegacyDoor): LegacyDoor {
    return new Proxy(legacy, {
      get:
        (door, name: keyof LegacyDoor) =>
        async (...args: never[]) => {
          const began = performance.now();
          const reply = await (door[name] as (...given: never[]) => Promise<never>)(...args);
          const took = performance.now() - began;
          this.report.longestMs = Math.max(this.report.longestMs, took);
          if (took > 1_000) this.report.slow.push(`${name} took ${Math.round(took)} ms after ${this.lastCommand()}`);
          return reply;
        },
    });
  }

  async #read(i: number): Promise<void> {
    const company = this.#random.pick([...this.truth.companies.values()]);
    if (company.isBusy) return;
    company.isBusy = true;
    try {
      const { status, text } = await this.#ask(company, i);
      if (status !== 200) throw new Error(`reading ${company.id}: ${status} ${text}`);
    } finally {
      company.isBusy = false;
    }
  }

  #ask({ id, email, country, isKnown }: Company, i: number): Promise<Reply> {
    const legacy = this.#timed(this.legacy);
    if (i % 4 === 1 && this.writer.usesLinekeeper && isKnown) return this.linekeeper.get(id);
    return i % 10 === 0 && country === null ? legacy.signIn(email, PASSWORD) : legacy.get(id);
  }

  async #call(): Promise<void> {
    const [line, id] = this.#random.pick([...this.truth.lines]);
    const company = this.truth.companies.get(id) as Company;
    const { changes } = company;
    const isCertain = () => !company.isBusy && company.settledAt <= performance.now();
    if (!isCertain()) return;
    const { router } = this;
    const found = await router(line);
    const isSame = this.truth.lines.get(line) === id && company.changes === changes && isCertain();
    if (!isSame || router !== this.router) return;
    this.report.calls++;
    if (found !== id) this.report.lost.push(`${line} of ${id} found ${found}`);
  }
}
