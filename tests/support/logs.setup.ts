import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PROVIDER_SECRET, TEST_SECRET } from './test-secret.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where every test server writes its log. */
    logDir: string;
  }
}

/** No log line can contain any of these, no matter what the tests send. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'a phone number in full': /\+?\d{7,}/,
  'a secret': new RegExp(`${TEST_SECRET}|${PROVIDER_SECRET.slice(0, -4)}|linekeeper-demo|lk_live_[A-Za-z0-9]{20}`),
  'a bearer token or cookie': /bearer |session_token=/i,
};

/** Keeps the log of every test server, at the level that `start` uses, and reads it all once the tests have ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const logDir = await mkdtemp(join(tmpdir(), 'linekeeper-logs-'));
  project.provide('logDir', logDir);
  return async () => {
    const files = await readdir(logDir);
    const lines = (await Promise.all(files.map((file) => readFile(join(logDir, file), 'utf8')))).flatMap((text) =>
      text.split('\n').filter(Boolean),
    );
    await rm(logDir, { recursive: true, force: true });
    const bad = lines.flatMap((line) =>
      Object.entries(FORBIDDEN)
        .filter(([, pattern]) => pattern.test(line))
        .map(([what]) => `The log of a test server holds ${what}: ${line.slice(0, 1_000)}`),
    );
    if (bad.length > 0) {
      // A teardown that throws does not fail the run.
      console.error(bad.join('\n'));
      process.exitCode = 1;
      return;
    }
    console.info(`${lines.length} log lines of ${files.length} test servers: none holds a phone number or a secret`);
  };
}
