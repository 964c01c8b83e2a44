import { type Input, read } from '@linekeeper/command';
import { z } from 'zod';
import type { LegacyStorage } from '../legacy-storage.ts';
import { UNRESOLVED } from '../legacy-tenant.ts';
import type { LegacyCounts } from '../staging.ts';
import { countLines, FirstEntries, notes } from './legacy-lines.ts';
import { type Columns, openReportFile, REPORT_COLUMNS, type ReportFile } from './report-file.ts';

export const REPORT_OPTIONS = {
  report: {
    value: '<file>',
    multiple: true,
    help: 'write everything that a person should check to a .csv or .json file; can be used more than once',
  },
} as const;

/** Throws WrongUse for other formats, before it connects to a database. */
export function openReports<Entry>({ options }: Input, columns: Columns<Entry>): ReportFile<Entry>[] {
  return read(z.array(z.string().min(1)), options.report ?? [], '--report').map((path) =>
    openReportFile(path, columns),
  );
}

/** The same for the entries of a census. */
export const reportFiles = (input: Input): ReportFile[] => openReports(input, REPORT_COLUMNS);

/** Opens the files and does the work. If it fails, the files are removed. */
export async function withReports<T>(
  files: readonly Pick<ReportFile, 'begin' | 'discard'>[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    for (const file of files) await file.begin();
    return await work();
  } finally {
    for (const file of files) await file.discard();
  }
}

/** Writes the entries into the files. Returns the tables for people. */
export async function report(
  storage: LegacyStorage,
  counts: LegacyCounts,
  files: readonly ReportFile[],
): Promise<string[]> {
  const first = new FirstEntries();
  for await (const entries of storage.entries()) {
    first.add(entries);
    for (const file of files) await file.add(entries);
  }
  for (const file of files) await file.finish();
  return [
    ...countLines(counts, storage.shape),
    ...notes(counts),
    ...first.lines(),
    ...files.map(({ path }) => `\nWrote ${path}.`),
  ];
}

/** How many decisions a person must make. */
export function unresolvedIn(counts: LegacyCounts): number {
  return UNRESOLVED.reduce((sum, status) => sum + counts[status], counts.refusedClaims);
}
