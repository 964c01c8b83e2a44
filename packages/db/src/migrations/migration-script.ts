/** A column as a CREATE TABLE writes it. */
export interface WrittenColumn {
  name: string;
  type: string;
  notNull: boolean;
}

/** An index that is built while people work, alone in its file. */
export interface ConcurrentIndex {
  name: string;
  table: string;
  /** As {@link indexDefinition} writes it. */
  definition: string;
}

/** The tables that a script creates. */
export function createdTables(script: string): string[] {
  return names(script, /\bCREATE TABLE "(\w+)"/g);
}

/** Everything that a script creates and that takes a name beside the tables': its tables and indexes. */
export function createdRelations(script: string): string[] {
  return [
    ...createdTables(script),
    ...names(script, /\bCONSTRAINT "(\w+)" (?:PRIMARY KEY|UNIQUE|EXCLUDE)\b/g),
    ...names(script, /\bCREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?"(\w+)"/g),
  ];
}

/** The columns that a script adds to tables that are there. */
export function addedColumns(script: string): { table: string; column: string }[] {
  return [...withoutComments(script).matchAll(/\bALTER TABLE "(\w+)"([^;]*)/g)].flatMap(
    ([, table = '', actions = '']) => names(actions, /\bADD COLUMN "(\w+)"/g).map((column) => ({ table, column })),
  );
}

/** The columns of a table as the script that creates it writes them. */
export function writtenColumns(script: string, table: string): WrittenColumn[] {
  const [, body = ''] = new RegExp(`CREATE TABLE "${table}" \\(([^;]*)\\);`).exec(withoutComments(script)) ?? [];
  return [...body.matchAll(/^\s*"(\w+)" (\w+)(.*?),?$/gm)].map(([, name = '', type = '', rest = '']) => ({
    name,
    type: type.toLowerCase(),
    notNull: /\bNOT NULL\b/.test(rest),
  }));
}

/** The index that a script builds concurrently, which it can only do outside a transaction and so alone; else null. */
export function concurrentIndex(script: string): ConcurrentIndex | null {
  const [, unique = '', name, table, rest = ''] =
    /^\s*CREATE (UNIQUE )?INDEX CONCURRENTLY "(\w+)" ON "(\w+)"([^;]*);\s*$/.exec(withoutComments(script)) ?? [];
  if (!name || !table) return null;
  return { name, table, definition: indexDefinition(`CREATE ${unique}INDEX "${name}" ON "${table}"${rest}`) };
}

/** The definition of an index without what PostgreSQL and people write differently. */
export function indexDefinition(text: string): string {
  return text.replace(/\bpublic\.|\bUSING btree\b|["\s]/g, '').toLowerCase();
}

function names(script: string, pattern: RegExp): string[] {
  return [...withoutComments(script).matchAll(pattern)].map(([, name]) => name as string);
}

function withoutComments(script: string): string {
  return script.replace(/--.*$/gm, '');
}
