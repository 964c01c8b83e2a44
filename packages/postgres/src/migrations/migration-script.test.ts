import { describe, expect, it } from 'vitest';
import { readMigrations } from './migration-files.ts';
import { concurrentIndex, indexDefinition } from './migration-script.ts';

const migrations = await readMigrations();

/** The script without its comments. */
const code = (script: string) => script.replace(/--.*$/gm, '');

describe.each(migrations)('$name', ({ script }) => {
  it('names the schema of everything that it creates, changes or drops', () => {
    const statements = code(script).matchAll(
      /\b(CREATE|ALTER|DROP)\s+(?:UNIQUE\s+)?(TABLE|INDEX|FUNCTION|TYPE|VIEW|SEQUENCE|TRIGGER)\s+(?:CONCURRENTLY\s+)?(?:IF (?:NOT )?EXISTS\s+)?("?[\w.]+"?)(?:\s+ON\s+("?[\w.]+"?))?/gi,
    );
    for (const [, verb, kind, name = '', on] of statements) {
      const qualified = verb === 'CREATE' && (kind === 'INDEX' || kind === 'TRIGGER') ? (on ?? '') : name;
      expect(qualified).toMatch(/^linekeeper\./);
    }
    expect(code(script)).not.toMatch(/\bpublic\b/);
  });

  it('has nothing else in the file of an index that is built concurrently', () => {
    expect(concurrentIndex(script) === null).toBe(!/\bconcurrently\b/i.test(code(script)));
  });

  it('has nothing that ends its transaction, and no name that looks like a phone number in a log', () => {
    expect(script.replace(/\$\$[\s\S]*?\$\$/g, '')).not.toMatch(/^\s*(begin|commit|rollback|vacuum)\b/im);
    expect(script).not.toMatch(/"\w*\d{7}/);
  });
});

it('an index is recognized by its definition, in any spelling', () => {
  const index = concurrentIndex('-- Why.\nCREATE UNIQUE INDEX CONCURRENTLY "a_key" ON linekeeper."a"("b", "c");\n');
  expect(index).toMatchObject({ name: 'a_key', table: 'a' });
  expect(indexDefinition('CREATE UNIQUE INDEX a_key ON linekeeper.a USING btree (b, c)')).toBe(index?.definition);
  expect(indexDefinition('CREATE INDEX a_key ON linekeeper.a USING btree (b, c)')).not.toBe(index?.definition);
  expect(indexDefinition('CREATE UNIQUE INDEX a_key ON linekeeper.a USING btree (b)')).not.toBe(index?.definition);
});
