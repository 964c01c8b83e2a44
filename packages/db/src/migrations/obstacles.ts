import type pg from 'pg';
import { standing } from './concurrent-index.ts';
import type { Migration } from './migration-files.ts';
import { addedColumns, concurrentIndex, createdRelations, createdTables } from './migration-script.ts';

const KINDS: Readonly<Record<string, string>> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized view',
  i: 'index',
  I: 'index',
  S: 'sequence',
  f: 'foreign table',
  c: 'type',
};

/** Names that the migrations take and that somebody else has, a sentence each: asked before any of them is applied. */
export async function obstacles(client: pg.Client, pending: readonly Migration[]): Promise<string[]> {
  const problems: string[] = [];
  for (const migration of pending) {
    problems.push(...(await takenNames(client, migration)), ...(await takenColumns(client, migration)));
  }
  return problems;
}

/** Whether everything that a script makes is there: scripts are one transaction, so that one of them was run. */
export async function isMade(client: pg.Client, { script }: Migration): Promise<boolean> {
  const relations = createdRelations(script);
  const columns = addedColumns(script);
  // Of an index alone, being there says nothing: it may be half built.
  if (concurrentIndex(script) || relations.length + columns.length === 0) return false;
  const { rows } = await client.query<{ relations: number }>(
    `SELECT count(*)::int AS relations FROM pg_class
     WHERE relname = ANY ($1) AND relnamespace = 'public'::regnamespace`,
    [relations],
  );
  return rows[0]?.relations === relations.length && (await presentColumns(client, script)).length === columns.length;
}

async function takenNames(client: pg.Client, { name: migration, script }: Migration): Promise<string[]> {
  const index = concurrentIndex(script);
  // Ours, built or half built: that is looked after where it is built.
  if (index && (await standing(client, index)) !== 'OTHER') return [];
  const { rows } = await client.query<{ name: string; kind: string }>(
    `SELECT relname AS name, relkind::text AS kind FROM pg_class
     WHERE relname = ANY ($1) AND relnamespace = 'public'::regnamespace
     UNION ALL
     SELECT typname, 'c' FROM pg_type
     WHERE typname = ANY ($2) AND typrelid = 0 AND typnamespace = 'public'::regnamespace
     ORDER BY 1`,
    [createdRelations(script), createdTables(script)],
  );
  return rows.map(({ name, kind }) => {
    const word = KINDS[kind] ?? 'table';
    return `There is ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word} "${name}" in the schema public, and the migration ${migration} makes something of that name. Rename it (ALTER ${word.toUpperCase()} "${name}" RENAME TO "legacy_${name}") or move it to another schema, and tell whoever uses it.`;
  });
}

async function takenColumns(client: pg.Client, { name: migration, script }: Migration): Promise<string[]> {
  return (await presentColumns(client, script)).map(
    ({ table, column }) =>
      `The table ${table} has a column "${column}" already, and the migration ${migration} adds one of its own. Rename it (ALTER TABLE ${table} RENAME COLUMN "${column}" TO "legacy_${column}"), and tell whoever uses it.`,
  );
}

/** Of the columns that a script adds those that are there. */
async function presentColumns(client: pg.Client, script: string): Promise<{ table: string; column: string }[]> {
  const added = addedColumns(script);
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT a.attrelid::regclass::text AS table, a.attname AS column
     FROM unnest($1::text[], $2::text[]) AS added ("table", "column")
     JOIN pg_attribute a ON a.attrelid = to_regclass(format('public.%I', added."table")) AND a.attname = added."column"
     ORDER BY 1, 2`,
    [added.map(({ table }) => table), added.map(({ column }) => column)],
  );
  return rows;
}
