import { defineConfig } from 'vitest/config';
import { BaseSequencer, type Reporter, type TestModule, type TestSpecification, type Vitest } from 'vitest/node';
import { areaOf } from './areas.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** As the properties of the number declare it. */
    propertyRuns?: number;
  }
}

const area = areaOf(process.env.MUTATION_AREA ?? '');

/** In the order of the area, so that a mutant that fast tests notice costs little. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => area.tests.findIndex((test) => moduleId.endsWith(test));
    return files.toSorted((one, other) => place(one) - place(other));
  }
}

/**
 * Stryker looks at the results of tests only. A mutant that throws while a test file is imported leaves a file without tests,
 * and would count as survived.
 */
class FailedImports implements Reporter {
  #vitest: Vitest | undefined;
  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }
  onTestModuleEnd(module: TestModule): void {
    for (const error of module.errors()) this.#vitest?.state.catchError(error, 'Unhandled Error');
  }
}

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
    reporters: [new FailedImports()],
    sequence: { sequencer: InOrder },
  },
});
