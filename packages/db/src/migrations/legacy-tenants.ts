import type pg from 'pg';
import { invalidIndexes } from './concurrent-index.ts';
import type { Migration } from './migration-files.ts';
import { createdRelations, type WrittenColumn, writtenColumns } from './migration-script.ts';

/** The table that the legacy system and Linekeeper share. */
export const TENANTS = 'tenants';

interface Column {
  name: string;
  /** As PostgreSQL writes it, for example `character varying(20)`. */
  type: string;
  notNull: boolean;
  hasDefault: boolean;
}

/** A length that a column of ids must have for ours, which are UUIDs. */
const ID_LENGTH = 36;

/** What keeps the legacy table from being taken as what the first migration makes, a sentence each. */
export async function legacyProblems(client: pg.Client, first: Migration): Promise<string[]> {
  const found = await columnsOf(client);
  const written = writtenColumns(first.script, TENANTS);
  const problems = written.flatMap((column) => columnProblem(column, found.get(column.name)) ?? []);
  if (found.has('id') && !(await isUnique(client, 'id'))) {
    problems.push(
      'The column "id" of tenants has neither a primary key nor a unique index that a foreign key can use. Make one: CREATE UNIQUE INDEX CONCURRENTLY tenants_pkey ON tenants (id), then ALTER TABLE tenants ADD PRIMARY KEY USING INDEX tenants_pkey.',
    );
  }
  for (const index of await invalidIndexes(client, createdRelations(first.script))) {
    problems.push(`The index "${index}" is invalid, so it lets duplicates in. REINDEX INDEX CONCURRENTLY "${index}".`);
  }
  return problems;
}

/** What works and had better be known: about a table of tenants with more to it than ours. */
export async function legacyNotes(client: pg.Client, first: Migration): Promise<string[]> {
  const found = [...(await columnsOf(client)).values()];
  const required = new Set(
    writtenColumns(first.script, TENANTS)
      .filter(({ notNull }) => notNull)
      .map(({ name }) => name),
  );
  const notes = found
    .filter(({ name, notNull, hasDefault }) => notNull && !hasDefault && !required.has(name))
    .map(
      ({ name, type }) =>
        `The column "${name}" of tenants takes no NULL and has no default, so that «tenant create» cannot make companies. Give it one: ALTER TABLE tenants ALTER COLUMN "${name}" SET DEFAULT ${exampleDefault(type)}.`,
    );
  const length = /^character varying\((\d+)\)$/.exec(found.find(({ name }) => name === 'id')?.type ?? '')?.[1];
  if (length && Number(length) < ID_LENGTH) {
    notes.push(
      `The column "id" of tenants takes ${length} characters and Linekeeper's ids have ${ID_LENGTH}, so that «tenant create» cannot make companies. ALTER TABLE tenants ALTER COLUMN "id" TYPE text (no row is rewritten).`,
    );
  }
  const { rows } = await client.query<{ on: boolean }>(
    `SELECT relrowsecurity AS on FROM pg_class WHERE oid = to_regclass('public.tenants')`,
  );
  if (rows[0]?.on) {
    notes.push(
      'Row-level security is on for tenants: the role that serves requests sees no company until a policy lets it.',
    );
  }
  return notes;
}

/** The columns of the table tenants, by name. */
async function columnsOf(client: pg.Client): Promise<Map<string, Column>> {
  const { rows } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS "notNull",
       atthasdef OR attidentity <> '' AS "hasDefault"
     FROM pg_attribute WHERE attrelid = to_regclass('public.tenants') AND attnum > 0 AND NOT attisdropped
     ORDER BY attnum`,
  );
  return new Map(rows.map((column) => [column.name, column]));
}

function columnProblem(written: WrittenColumn, found: Column | undefined): string | null {
  const { name, type } = written;
  const alter = `ALTER TABLE tenants ALTER COLUMN "${name}"`;
  if (!found) {
    return `tenants has no column "${name}". Add it, which takes an instant: ALTER TABLE tenants ADD COLUMN "${name}" ${type}.`;
  }
  if (!(type === 'text' ? /^(text|character varying(\(\d+\))?)$/.test(found.type) : found.type === type)) {
    const why =
      name === 'id'
        ? 'foreign keys of type text cannot refer to it, and the previous system has to read the ids as text too'
        : `Linekeeper reads and writes it as ${type}`;
    return `The column "${name}" of tenants is of type ${found.type}, not ${type}: ${why}. ${alter} TYPE ${type} USING "${name}"::${type} rewrites the table, and requests wait meanwhile.`;
  }
  if (written.notNull && !found.notNull) {
    return `The column "${name}" of tenants takes NULL. Fill the empty ones, then ${alter} SET NOT NULL.`;
  }
  return null;
}

function exampleDefault(type: string): string {
  if (/^(timestamp|date|time)/.test(type)) return 'CURRENT_TIMESTAMP';
  return /^(text|character)/.test(type) ? "''" : '…';
}

/** Whether a foreign key can refer to the column. */
async function isUnique(client: pg.Client, column: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_index x
     JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
     WHERE x.indrelid = to_regclass('public.tenants') AND x.indisunique AND x.indimmediate AND x.indisvalid
       AND x.indnkeyatts = 1 AND x.indpred IS NULL AND x.indexprs IS NULL AND a.attname = $1`,
    [column],
  );
  return rows.length > 0;
}
