import { readFile } from 'node:fs/promises';
import { WrongUse } from '@linekeeper/command';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A row of a decision file, still unchecked. */
export interface DecisionRow {
  /** Where it is in the file; the header is line 1. */
  line: number;
  number: string;
  tenant: string;
  reason: string;
}

const Rows = z.array(
  z.object({
    info: z.object({ lines: z.number() }),
    record: z.object({ number: z.string(), tenant: z.string(), reason: z.string() }),
  }),
);

/** The decisions of a file. Rows without a number are left out: nothing is decided about them. Throws {@link WrongUse}. */
export async function readDecisions(path: string): Promise<DecisionRow[]> {
  return (await readRows(path)).filter(({ number }) => number !== '');
}

/** Every company that a file of decisions names. Throws {@link WrongUse}. */
export async function readDecidedTenants(path: string): Promise<string[]> {
  return [...new Set((await readRows(path)).map(({ tenant }) => tenant))];
}

/**
 * Reads CSV (RFC 4180) with the columns number, tenant and reason, in any order, and any others. Spreadsheets in many countries
 * write semicolons or tabs instead of commas: the first line shows which.
 */
async function readRows(path: string): Promise<DecisionRow[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new WrongUse(`--file: ${error.message}`);
  });
  if (text.trim() === '')
    throw new WrongUse('--file: the file is empty. Its first line must name the columns number, tenant and reason');
  let found: unknown;
  try {
    const [head = ''] = text.split(/[\r\n]/, 1);
    const delimiter = [',', ';', '\t'].find((sign) => head.includes(sign)) ?? ',';
    found = parse(text, { bom: true, columns: true, delimiter, info: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new WrongUse(`--file: ${(error as Error).message}`);
  }
  const rows = Rows.safeParse(found);
  if (!rows.success) throw new WrongUse('--file: the first line must name the columns number, tenant and reason');
  return rows.data.map(({ info, record }) => ({
    line: info.lines,
    ...record,
    number: unescaped(record.number),
    tenant: unescaped(record.tenant),
  }));
}

/** Our own reports put an apostrophe in front of what a spreadsheet would run as a formula. */
function unescaped(text: string): string {
  return text.replace(/^'(?=[=@+-])/, '').trim();
}
