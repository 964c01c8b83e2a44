import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { WrongUse } from '@linekeeper/core';
import { stringify } from 'csv-stringify/sync';
import type { LegacyEntry } from '../legacy-entries.ts';
import { reasonInWords } from './legacy-lines.ts';

/** A list of entries on its way into a file, which appears whole in the end or not at all. */
export interface ReportFile {
  path: string;
  /** Before the work, so that a folder that is not there is told before a million companies are read. */
  begin(): Promise<void>;
  add(entries: readonly LegacyEntry[]): Promise<void>;
  /** The file is there. */
  finish(): Promise<void>;
  /** Leaves nothing behind, unless it is finished. */
  discard(): Promise<void>;
}

interface Format {
  before: string;
  between: string;
  afterLast: string;
  after: string;
  entry(entry: LegacyEntry): string;
}

const COLUMNS = [
  'kind',
  'phoneNumber',
  'companyId',
  'companyName',
  'place',
  'spelling',
  'reason',
  'explanation',
  'suggestion',
  'companyCreatedAt',
  'companyUpdatedAt',
  'members',
  'lastSignInAt',
] as const;

const FORMATS: Readonly<Record<string, Format>> = {
  '.csv': { before: `${COLUMNS.join(',')}\r\n`, between: '\r\n', afterLast: '\r\n', after: '', entry: toCsv },
  '.json': {
    before: '[\n',
    between: ',\n',
    afterLast: '\n',
    after: ']\n',
    entry: (entry) => JSON.stringify(row(entry)),
  },
};

/** Throws {@link WrongUse} where the name tells no format. Only its owner may read it: it is full of phone numbers. */
export function openReportFile(path: string): ReportFile {
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) throw new WrongUse(`--report: ${path} must end with .csv or .json`);
  // Others can write to the folder, too: nobody can plant a file or a link at a name that they can't guess.
  const part = `${path}.${randomBytes(8).toString('hex')}.part`;
  let file: FileHandle | null = null;
  let separator = '';
  return {
    path,
    async begin() {
      // x: fails if anything is there, a dangling link included.
      file = await open(part, 'wx', 0o600);
      await file.writeFile(format.before);
    },
    async add(entries) {
      if (entries.length === 0) return;
      await file?.writeFile(separator + entries.map((entry) => format.entry(entry)).join(format.between));
      separator = format.between;
    },
    async finish() {
      await file?.writeFile((separator === '' ? '' : format.afterLast) + format.after);
      await file?.close();
      file = null;
      await rename(part, path);
    },
    async discard() {
      if (!file) return;
      await file.close();
      await rm(part, { force: true });
    },
  };
}

function row(entry: LegacyEntry): Record<(typeof COLUMNS)[number], string | number | null> {
  return {
    ...entry,
    explanation: entry.reason && reasonInWords(entry.reason),
    companyCreatedAt: entry.companyCreatedAt?.toISOString() ?? null,
    companyUpdatedAt: entry.companyUpdatedAt?.toISOString() ?? null,
    lastSignInAt: entry.lastSignInAt?.toISOString() ?? null,
  };
}

function toCsv(entry: LegacyEntry): string {
  const cells = row(entry);
  return stringify([COLUMNS.map((column) => withoutFormula(String(cells[column] ?? '')))], { eof: false });
}

/** What a spreadsheet would run as a formula becomes a text. A + and digits is only a number to it. */
function withoutFormula(text: string): string {
  return /^[=@\t\r+-]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text;
}
