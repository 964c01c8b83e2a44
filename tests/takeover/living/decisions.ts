import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { runCommand } from './command.ts';

/** Decisions about every dispute, as an operator makes them from the suggestions. */
export interface Decisions {
  file: string;
  /** The text of the suggestions. */
  suggested: string;
  decided: { number: string; tenant: string }[];
}

let files = 0;

type Row = Record<'number' | 'tenant' | 'kind' | 'line', string>;

/** Accepts the suggestions. Without a suggestion, the first company gets a shared line, and other companies get no number. */
export async function writeDecisions(variables: Record<string, string>, folder: string): Promise<Decisions> {
  const suggestions = join(folder, `suggested-${files++}.csv`);
  const { code, err } = await runCommand(variables, 'assign', '--suggest', suggestions);
  if (code !== 0 && code !== 3) throw new Error(err);
  const suggested = await readFile(suggestions, 'utf8');
  const rows = parse(suggested, { columns: true }) as Row[];
  const decidedRows = rows.filter(({ number }) => number !== '');
  const tenants = new Set(decidedRows.map(({ tenant }) => tenant));
  const lines = new Set(decidedRows.map(({ number }) => number));
  for (const row of rows) {
    const isLeft = row.kind === 'shared' ? !lines.has(row.line) : /unreadable|disagreeing/.test(row.kind);
    if (!isLeft || tenants.has(row.tenant)) continue;
    row.number = row.kind === 'shared' ? row.line : 'none';
    tenants.add(row.tenant);
    lines.add(row.number);
  }
  const file = join(folder, `decisions-${files++}.csv`);
  const texts = rows.map(({ number, tenant }) => `${number},${tenant},asked them\r\n`);
  await writeFile(file, `number,tenant,reason\r\n${texts.join('')}`);
  return { file, suggested, decided: rows.filter(({ number }) => number !== '') };
}
