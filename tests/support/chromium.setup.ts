import chromium from '@sparticuz/chromium';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a Chromium that came from the registry. */
    chromium: string;
  }
}

/** Unpacks the browser once, before tests that run side by side would each do so. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await chromium.executablePath());
}
