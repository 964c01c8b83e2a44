import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { finished } from 'node:stream/promises';
import type { LegacyEntry } from '@linekeeper/db';
import { WrongUse } from '../command.ts';
import { reasonInWords } from './legacy-lines.ts';

/** A list of entries on its way into a file, which appears whole in the end or not at all. */
export interface ReportFile {
  path: string;
  add(entries: readonly LegacyEntry[]): Promise<void>;
  /** The file is there. */
  finish(): Promise<void>;
  /** Leaves nothing behind, unless it is finished. */
  discard(): Promise<void>;
}

interface Format {
  before: string;
  between: string;
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
  '.csv': { before: `${COLUMNS.join(',')}\r\n`, between: '\r\n', after: '\r\n', entry: toCsv },
  '.json': { before: '[\n', between: ',\n', after: '\n]\n', entry: (entry) => JSON.stringify(row(entry)) },
};

/** Throws {@link WrongUse} where the name tells no format. Only its owner may read it: it is full of phone numbers. */
export function openReportFile(path: string): ReportFile {
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) throw new WrongUse(`--report: «${path}» ends with neither .csv nor .json`);
  const part = `${path}.part`;
  let stream: WriteStream | null = null;
  let first = true;
  const write = async (text: string) => {
    stream ??= createWriteStream(part, { mode: 0o600 });
    const target = stream;
    await new Promise<void>((resolve, reject) => {
      target.write(text, (error) => (error ? reject(error) : resolve()));
    });
  };
  return {
    path,
    async add(entries) {
      if (entries.length === 0) return;
      const text = entries.map((entry) => format.entry(entry)).join(format.between);
      await write(first ? format.before + text : format.between + text);
      first = false;
    },
    async finish() {
      await write(first ? format.before.trimEnd() + format.after : format.after);
      stream?.end();
      if (stream) await finished(stream);
      stream = null;
      await rename(part, path);
    },
    async discard() {
      if (!stream) return;
      stream.destroy();
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
  return COLUMNS.map((column) => csvCell(String(cells[column] ?? ''))).join(',');
}

/** Quoted where it must be. What a spreadsheet would run as a formula is made a text; + and digits are only a number to it. */
function csvCell(text: string): string {
  const safe = /^[=@\t\r-]|^\+(?!\d+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
