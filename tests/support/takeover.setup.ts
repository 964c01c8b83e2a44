import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many companies the tests of the takeover plant. */
    legacyCompanies: number;
  }
}

/** A few thousand, or TEST_COMPANIES: `pnpm test:takeover` has a hundred thousand. */
export default function setup(project: TestProject): void {
  project.provide('legacyCompanies', Number(process.env.TEST_COMPANIES ?? 4_000));
}
