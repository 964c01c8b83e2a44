import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

interface Rule {
  rule: string;
  pattern: RegExp;
  /** The only files that the rule is about; all if absent. */
  within?: RegExp;
  allowed: readonly string[];
  planted: readonly string[];
}

/** Patterns that source code must not contain, and the files in which they are allowed. */
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
    // The second file passes on the few variables that a child process needs, such as PATH.
    allowed: ['apps/linekeeper/src/env.ts', 'packages/embedded-postgres/src/cluster.ts'],
    planted: ['const url = process.env.DATABASE_URL;', "const { env } = process['env'];"],
  },
  {
    rule: 'our code reads and writes nothing in the schema public, except the legacy table',
    pattern: /\bpublic\.\w+\b/,
    allowed: ['packages/legacy/src/'],
    planted: ["await pool.query('SELECT * FROM public.users')"],
  },
  {
    rule: 'only authorize makes the handles that rows are reached with',
    pattern: /\bas\s+(unknown\s+as\s+|any\s+as\s+)?(TenantHandle|PlatformHandle|OwnerHandle)\b/,
    allowed: ['packages/core/src/access/authorize.ts'],
    planted: ['const handle = { tenant, client } as unknown as TenantHandle;', 'run(anything as PlatformHandle);'],
  },
  {
    rule: "what takes a tenant's handle reaches the tables only with it",
    pattern: /^(?=[\s\S]*\bTenantHandle\b)[\s\S]*\bSTORE\b/,
    allowed: ['packages/core/src/access/authorize.ts'],
    planted: ['function all(handle: TenantHandle) {\n  return run(handle[STORE].client, sql);\n}'],
  },
  {
    rule: "only the takeover changes lines without a caller's permission",
    within: /^(?!packages\/(core|legacy)\/)/,
    pattern: /\b(takeLine|assignLine|moveLines|releaseLines?|deleteTenantRow)\b/,
    allowed: [],
    planted: ["import { assignLine } from '@linekeeper/core';"],
  },
  {
    rule: 'a command reaches the database only through functions that check the caller',
    within: /^(apps\/linekeeper|packages\/legacy)\/src\/command\//,
    pattern:
      /\bdb\b|\b(openDatabase|createPool|authorizePlatform|onlyAbout)\b|\b(ownerUrl|findPostgres)\b|'pg'|\bPrisma|\$(query|execute)Raw/,
    allowed: ['apps/linekeeper/src/command/open-place.ts'],
    planted: [
      'const holder = await findSessionHolder(operator.db, token);',
      'const { db } = operator;',
      "import { openDatabase } from '@linekeeper/core';",
      "import pg from 'pg';",
      "const { createPool } = await import('@linekeeper/postgres');",
      'return async (_, { ownerUrl }) => removeEverything(ownerUrl);',
    ],
  },
  {
    rule: 'only migrate and the legacy storage work as the owner of the tables, after authorizeOwner has checked the caller',
    within: /^(apps\/linekeeper\/src\/command|packages\/legacy)\//,
    pattern: /\bauthorizeOwner\b|\bownerUrl\b/,
    allowed: [
      'apps/linekeeper/src/command/open-place.ts',
      'apps/linekeeper/src/command/migrate-command.ts',
      'packages/legacy/src/connect-owner.ts',
      // When a server starts, it repairs the link.
      'packages/legacy/src/legacy-worker.ts',
    ],
    planted: ['const client = new pg.Client({ connectionString: ownerUrl });'],
  },
] as const satisfies readonly Rule[];

const breaking = ({ pattern, within = /^/, allowed }: Rule, sources: readonly Source[]) =>
  sources
    .filter(({ file, text }) => within.test(file) && pattern.test(text))
    .map(({ file }) => file)
    .filter((file) => !allowed.some((path) => file.startsWith(path)));

describe.each<Rule>(RULES)('$rule', (rule) => {
  const { pattern, within, allowed, planted } = rule;

  it('no file breaks it', () => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(breaking(rule, SOURCES)).toEqual([]);
  });

  it.each(planted)('finds %s in another file', (text) => {
    const file = within ? 'apps/linekeeper/src/command/planted.ts' : 'packages/core/src/line/planted.ts';
    expect(breaking(rule, [{ file, text }])).toHaveLength(1);
  });

  it('every exception is needed', () => {
    for (const path of allowed) {
      expect(SOURCES.some(({ file, text }) => file.startsWith(path) && pattern.test(text))).toBe(true);
    }
  });
});

it('no function or trigger of a migration changes holders or their history', () => {
  const [{ pattern, planted }] = RULES;
  const folder = join(ROOT, 'prisma/migrations');
  const later = readdirSync(folder).filter((name) => /^\d+_/.test(name) && !name.startsWith('0001'));
  expect(later.length).toBeGreaterThan(4);
  const scripts = later.map((name) => ({ name, text: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
  expect(scripts.filter(({ text }) => pattern.test(text))).toEqual([]);
  for (const text of planted.slice(0, 3)) expect(pattern.test(`CREATE FUNCTION planted() … ${text}`)).toBe(true);
});

it('what people read on the pages has contractions, as people speak', () => {
  const pages = SOURCES.filter(({ file }) => /^(apps\/dashboard|packages\/(contract|client))\//.test(file));
  expect(pages.length).toBeGreaterThan(100);
  const uncontracted =
    /['"`>][^'"`\n]*\b(cannot|(could|do|does|did|is|are|was|were|will|would|has|have) not|you are)\b/i;
  const found = pages.flatMap(({ file, text }) =>
    text
      .split('\n')
      // Comments, and what zod says about a field to programs.
      .filter((line) => !/^\s*(\*|\/\/|\/\*)|is not a valid cursor/.test(line) && uncontracted.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
  expect(uncontracted.test("title: 'The server cannot be reached'")).toBe(true);
});
