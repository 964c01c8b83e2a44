import { describe, expect, it } from 'vitest';
import { readMigrations } from './migration-files.ts';
import {
  addedColumns,
  concurrentIndex,
  createdRelations,
  createdTables,
  indexDefinition,
  writtenColumns,
} from './migration-script.ts';

const migrations = await readMigrations();

/** How often words stand in a script outside its comments, however they are written. */
const count = (script: string, words: RegExp) => [...script.replace(/--.*$/gm, '').matchAll(words)].length;

describe.each(migrations)('$name', ({ script }) => {
  it('is read whole: every table, index and column that it makes is seen', () => {
    expect(createdTables(script)).toHaveLength(count(script, /\bcreate\s+(\w+\s+)?table\b/gi));
    expect(createdRelations(script)).toHaveLength(
      count(script, /\bcreate\s+(\w+\s+)?(table|index)\b/gi) +
        count(script, /\b(primary\s+key|unique\s*\(|exclude\b)/gi) +
        count(script, /\bcreate\s+(\w+\s+)?(view|sequence|type|domain|materialized)\b/gi),
    );
    expect(addedColumns(script)).toHaveLength(count(script, /\badd\s+column\b/gi));
    expect(concurrentIndex(script) === null).toBe(count(script, /\bconcurrently\b/gi) === 0);
  });

  it('has nothing that would end the transaction around it, and no name that a log may take for a number', () => {
    expect(script.replace(/\$\$[\s\S]*?\$\$/g, '')).not.toMatch(/^\s*(begin|commit|rollback|vacuum)\b/im);
    expect(script).not.toMatch(/"\w*\d{7}/);
  });
});

it('knows the columns of the legacy table', () => {
  expect(writtenColumns(migrations[0]?.script ?? '', 'tenants')).toEqual([
    { name: 'id', type: 'text', notNull: true },
    { name: 'name', type: 'text', notNull: true },
    { name: 'location', type: 'text', notNull: false },
    { name: 'timezone', type: 'text', notNull: false },
    { name: 'phoneNumber', type: 'text', notNull: false },
    { name: 'twilioConfig', type: 'jsonb', notNull: false },
  ]);
});

it('takes no comment for a statement', () => {
  const script = '-- CREATE TABLE "a" (\nCREATE TABLE "b" ("x" TEXT); -- ALTER TABLE "b" ADD COLUMN "y" TEXT;';
  expect(createdTables(script)).toEqual(['b']);
  expect(addedColumns(script)).toEqual([]);
});

it('knows an index by what it is, however it is written', () => {
  const index = concurrentIndex('-- Why.\nCREATE UNIQUE INDEX CONCURRENTLY "a_key" ON "a"("b", "c");\n');
  expect(index).toMatchObject({ name: 'a_key', table: 'a' });
  expect(indexDefinition('CREATE UNIQUE INDEX a_key ON public.a USING btree (b, c)')).toBe(index?.definition);
  expect(indexDefinition('CREATE INDEX a_key ON public.a USING btree (b, c)')).not.toBe(index?.definition);
  expect(indexDefinition('CREATE UNIQUE INDEX a_key ON public.a USING btree (b)')).not.toBe(index?.definition);
});
