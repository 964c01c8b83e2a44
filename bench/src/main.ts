import { writeFile } from 'node:fs/promises';
import { bench } from './bench.ts';
import { progressOn } from './progress.ts';
import { reportText } from './report.ts';
import { HELP, readSettings, type Settings, SettingsError } from './settings.ts';

const closers: (() => Promise<void>)[] = [];
let closing: Promise<void> | undefined;
const progress = progressOn(process.stderr);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void close().finally(() => process.exit(130)));
}

try {
  const settings = readSettings();
  if (settings.help) process.stdout.write(HELP);
  else await run(settings);
} catch (error) {
  progress.clear();
  // Interrupted. Running requests fail because everything is being closed, so their errors aren't shown.
  if (closing) await closing.finally(() => process.exit(130));
  const text = error instanceof SettingsError ? `${error.message}\n\n${HELP}` : `${String((error as Error).stack)}\n`;
  process.stderr.write(text);
  process.exitCode = 1;
} finally {
  await close();
}

async function run(settings: Settings): Promise<void> {
  const figures = await bench(settings, closers, progress.show);
  progress.clear();
  process.stdout.write(reportText(figures));
  if (settings.json) await writeFile(settings.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (figures.summaries.some(({ sides }) => sides.some(({ errors }) => errors > 0))) process.exitCode = 1;
}

function close(): Promise<void> {
  closing ??= closeAll();
  return closing;
}

async function closeAll(): Promise<void> {
  for (let closer = closers.pop(); closer; closer = closers.pop()) {
    await closer().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}
