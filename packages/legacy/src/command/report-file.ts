import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Refused, WrongUse } from '@linekeeper/command';
import { stringify } from 'csv-stringify/sync';
import type { LegacyEntry } from '../legacy-entries.ts';
import { nameOf, reasonInWords } from './legacy-lines.ts';

/** A report that is being written. The file appears when it's complete, or not at all. */
export interface ReportFile<Entry = ReportEntry> {
  path: string;
  /** Called before the work, so that a missing folder is noticed before a million companies are read. */
  begin(): Promise<void>;
  add(entries: readonly Entry[]): Promise<void>;
  /** The file exists afterwards. */
  finish(): Promise<void>;
  /** Removes the file unless it's finished. */
  discard(): Promise<void>;
}

interface Format<Entry> {
  before: string;
  between: string;
  afterLast: string;
  after: string;
  entry(entry: Entry): string;
}

/** An entry, and what is proposed to decide about it. */
export type ReportEntry = LegacyEntry & { decision?: { number: string; reason: string } | null };
type Cell = string | number | null;
/** The names of columns, and what they show of an entry. */
export type Columns<Entry> = Readonly<Record<string, (entry: Entry) => Cell>>;

const EVIDENCE: Columns<ReportEntry> = {
  tenantCreatedAt: ({ tenantCreatedAt }) => tenantCreatedAt?.toISOString() ?? null,
  tenantUpdatedAt: ({ tenantUpdatedAt }) => tenantUpdatedAt?.toISOString() ?? null,
  tenantDeletedAt: ({ tenantDeletedAt }) => tenantDeletedAt?.toISOString() ?? null,
  members: ({ members }) => members,
  lastSignInAt: ({ lastSignInAt }) => lastSignInAt?.toISOString() ?? null,
};
export const REPORT_COLUMNS: Columns<ReportEntry> = {
  kind: ({ kind }) => kind,
  phoneNumber: ({ phoneNumber }) => phoneNumber,
  tenantId: ({ tenantId }) => tenantId,
  tenantName: ({ tenantName }) => tenantName,
  place: ({ place }) => place,
  spelling: ({ spelling }) => spelling,
  reason: ({ reason }) => reason,
  explanation: ({ reason }) => reason && reasonInWords(reason),
  suggestion: ({ suggestion }) => suggestion,
  ...EVIDENCE,
};
/** What `assign --file` reads, and the evidence. */
export const DECISION_COLUMNS: Columns<ReportEntry> = {
  number: ({ decision }) => decision?.number ?? null,
  tenant: ({ tenantId }) => tenantId,
  reason: ({ decision }) => decision?.reason ?? null,
  kind: ({ kind }) => kind,
  line: ({ phoneNumber }) => phoneNumber,
  tenantName: ({ tenantName }) => tenantName,
  place: ({ place }) => place,
  spelling: ({ spelling }) => spelling,
  explanation: ({ reason }) => reason && reasonInWords(reason),
  suggestion: ({ suggestion }) => suggestion,
  ...EVIDENCE,
};

function formatOf<Entry>(path: string, columns: Columns<Entry>): Format<Entry> | undefined {
  const cells = (entry: Entry) => Object.entries(columns).map(([name, cell]) => [name, cell(entry)] as const);
  const formats: Readonly<Record<string, Format<Entry>>> = {
    '.csv': {
      ...{ before: `${Object.keys(columns).join(',')}\r\n`, between: '\r\n', afterLast: '\r\n', after: '' },
      entry: (entry) => stringify([cells(entry).map(csvCell)], { eof: false }),
    },
    '.json': {
      ...{ before: '[\n', between: ',\n', afterLast: '\n', after: ']\n' },
      entry: (entry) => JSON.stringify(Object.fromEntries(cells(entry))),
    },
  };
  return formats[extname(path).toLowerCase()];
}

/**
 * Throws {@link WrongUse} for an unknown format. Only the owner can read the file, because it contains phone numbers. With
 * `isNew`, an existing file is never replaced: a person can have written decisions into it.
 */
export function openReportFile<Entry>(
  path: string,
  columns: Columns<Entry>,
  { isNew = false }: { isNew?: boolean } = {},
): ReportFile<Entry> {
  const format = formatOf(path, columns);
  if (!format) throw new WrongUse(`${path} must end with .csv or .json`);
  // Others can write to the folder, too. They can't create a file or a link with a name that they can't guess.
  const part = `${path}.${randomBytes(8).toString('hex')}.part`;
  let file: FileHandle | null = null;
  let separator = '';
  // Ctrl-C ends the process before `discard`.
  const removePart = () => rmSync(part, { force: true });
  const refuseExisting = async () => {
    if (isNew && (await exists(path)))
      throw new Refused(
        `${path} exists already and can have your decisions in it, which "legacy revert --file" needs. Choose another name`,
      );
  };
  return {
    path,
    /** Throws {@link Refused} if the file can't be created. */
    async begin() {
      await refuseExisting();
      // x: fails if the name exists, even as a dangling link.
      file = await open(part, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        throw new Refused(`${path} can't be written: ${(error.code && UNWRITABLE[error.code]) || error.message}`);
      });
      process.once('exit', removePart);
      await file.writeFile(format.before);
    },
    async add(entries) {
      if (entries.length === 0) return;
      await file?.writeFile(separator + entries.map((entry) => format.entry(entry)).join(format.between));
      separator = format.between;
    },
    async finish() {
      await refuseExisting();
      await file?.writeFile((separator === '' ? '' : format.afterLast) + format.after);
      await file?.close();
      file = null;
      await rename(part, path);
      process.off('exit', removePart);
    },
    async discard() {
      if (!file) return;
      await file.close();
      await rm(part, { force: true });
      process.off('exit', removePart);
    },
  };
}

/** Also true for a link to nothing. */
function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** What the file system's errors mean for people. */
const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: "the folder doesn't exist",
  ENOTDIR: "the folder doesn't exist",
  EACCES: "you don't have permission to write to the folder",
  EPERM: "you don't have permission to write to the folder",
  EROFS: "the disk can't be written",
  ENOSPC: 'the disk is full',
};

/** The kind is named as on the screen. */
function csvCell([name, cell]: readonly [string, Cell]): string {
  return name === 'kind' ? nameOf(String(cell)) : withoutFormula(String(cell ?? ''));
}

/**
 * A cell that a spreadsheet would run as a formula becomes text, also after a semicolon, which separates cells in many countries. A +
 * followed by digits is only a number.
 */
function withoutFormula(text: string): string {
  return /^\+\d+$/.test(text) ? text : text.replace(/(^|;)(?=[=@\t\r+\-＝＋－＠])/g, "$1'");
}
