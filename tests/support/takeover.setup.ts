import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many companies the tests of the takeover plant. */
    legacyCompanies: number;
    /** How often they kill a backfill. */
    backfillKills: number;
    /** The legacy product that goes through every step. Steps before `firstStep` are done, and not taken back. */
    livingProduct: { companies: number; changes: number; rounds: number; firstStep: number; isFull: boolean };
  }
}

/**
 * More companies than are read at once, or TEST_COMPANIES; four kills, or TEST_KILLS. To find out why a step fails, the living
 * product can begin with it (`TEST_FIRST_STEP=5`), in one round (`-t 'round 3'`).
 */
export default function setup(project: TestProject): void {
  project.provide('legacyCompanies', Number(process.env.TEST_COMPANIES ?? 6_000));
  project.provide('backfillKills', Number(process.env.TEST_KILLS ?? 4));
  const isFull = Boolean(process.env.TEST_LONG);
  project.provide('livingProduct', {
    companies: isFull ? 5_000 : 1_000,
    changes: isFull ? 1_000 : 200,
    rounds: isFull ? 5 : 1,
    firstStep: Number(process.env.TEST_FIRST_STEP ?? 1),
    isFull,
  });
}
