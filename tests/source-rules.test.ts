import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Source {
  file: string;
  text: string;
}

/** The code that runs in production. */
const SOURCES: readonly Source[] = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'packages', 'apps'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\/src\/.*\.tsx?$/.test(file) && !/\.(test|test-d|cases|examples|arbitraries)\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

/** What source code must not say, and the files in which it can. */
const RULES = [
  {
    rule: 'only the writer of lines changes holders or their history',
    pattern:
      /\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(\s+TABLE)?|MERGE\s+INTO|COPY)\s+(ONLY\s+)?("?linekeeper"?\.)?"?(lines|line_events)\b|\.(line|lineEvent)\.(create|update|upsert|delete)/i,
    allowed: ['packages/core/src/line/line-writer.ts'],
    planted: [
      "await pool.query('UPDATE linekeeper.lines SET tenant_id = $1')",
      'sql`delete from "linekeeper"."lines" where true`',
      'sql`INSERT INTO\n        linekeeper.line_events (e164)`',
      'await prisma.line.deleteMany({})',
    ],
  },
  {
    rule: 'only an env.ts reads process.env',
    pattern: /\bprocess\.env\b|\bprocess\[\s*['"]env['"]\s*\]|\bimport\.meta\.env\b/,
    // The second passes on the few variables that a child process needs, PATH for one.
    allowed: ['apps/linekeeper/src/env.ts', 'packages/postgres/src/embedded/cluster.ts'],
    planted: ['const url = process.env.DATABASE_URL;', "const { env } = process['env'];"],
  },
  {
    rule: 'nothing of ours is read from or written to the schema public, except the legacy storage',
    pattern: /\bpublic\.\w+\b/,
    allowed: ['packages/legacy/src/'],
    planted: ["await pool.query('SELECT * FROM public.users')"],
  },
] as const;

const breaking = (pattern: RegExp, allowed: readonly string[], sources: readonly Source[]) =>
  sources
    .filter(({ file, text }) => pattern.test(text) && !allowed.some((path) => file.startsWith(path)))
    .map(({ file }) => file);

describe.each(RULES)('$rule', ({ pattern, allowed, planted }) => {
  it('holds', () => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(breaking(pattern, allowed, SOURCES)).toEqual([]);
  });

  it.each(planted)('finds %s in another file', (text) => {
    expect(breaking(pattern, allowed, [{ file: 'packages/core/src/line/planted.ts', text }])).toHaveLength(1);
  });

  it('has no exception that nothing needs', () => {
    for (const path of allowed) {
      expect(SOURCES.some(({ file, text }) => file.startsWith(path) && pattern.test(text))).toBe(true);
    }
  });
});
