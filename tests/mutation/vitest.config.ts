import { defineConfig } from 'vitest/config';
import { areaOf } from './areas.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** As the properties of the number declare it. */
    propertyRuns?: number;
  }
}

const area = areaOf(process.env.MUTATION_AREA ?? '');

/** Only the tests of one area. */
export default defineConfig({
  test: {
    include: [...area.tests],
    globalSetup: area.postgres ? ['tests/support/postgres.setup.ts', 'tests/support/logs.setup.ts'] : [],
    // Enough to notice a mutant; a run with all of them is what `test` is for.
    provide: { propertyRuns: 200 },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
  },
});
