import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

// The package's main entry starts a thread or a program. This is the same checker in this process.
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof import('recheck');

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Found {
  file: string;
  /** `/pattern/flags`; the arguments as written if a constructor makes it. */
  text: string;
  /** Null: made by a constructor, so the checker can't see it. */
  literal: { pattern: string; flags: string } | null;
}

interface Bounded {
  file: string;
  /** How {@link Found.text} begins. */
  begins: string;
  why: string;
  /** The line of code that bounds its input, and the file that has it. */
  bound: { file: string; line: string };
}

const PHONE_TEXT = {
  file: 'packages/phone-number/src/phone-text.ts',
  line: 'if (text.length > PHONE_TEXT_MAX_LENGTH) return null;',
};
const OUR_SCRIPTS = { file: 'packages/postgres/src/migrations/migration-files.ts', line: "'migration.sql'" };

/**
 * Those that the checker doesn't prove to be linear, and why their input is short. parsePhoneNumber() gives nothing to
 * these functions that toPlainText() hasn't let through: at most 64 characters.
 */
const BOUNDED: Bounded[] = [
  {
    file: 'packages/phone-number/src/phone-extension.ts',
    begins: '/^(.*?\\d.*?);\\s*(?:ext|isub)',
    why: 'quadratic: two lazy parts',
    bound: PHONE_TEXT,
  },
  {
    file: 'packages/phone-number/src/phone-extension.ts',
    begins: 'RegExp(`^(.*?\\\\d.*?)(?<!\\\\p{L})(?:${WORDS',
    why: 'two lazy parts; the words are a constant',
    bound: PHONE_TEXT,
  },
  {
    file: 'packages/phone-number/src/phone-extension.ts',
    begins: '/^(.*?\\d.*?)(?<!\\p{L})(?:[xｘ]',
    why: 'two lazy parts; the checker has no lookbehind',
    bound: PHONE_TEXT,
  },
  {
    file: 'packages/phone-number/src/phone-extension.ts',
    begins: '/[\\s([,;]+$/',
    why: "quadratic: it isn't anchored at its start",
    bound: PHONE_TEXT,
  },
  {
    file: 'packages/phone-number/src/phone-letters.ts',
    begins: '/^[\\p{L}\\p{M}\\s.:(-]*',
    why: 'the checker has no lookahead',
    bound: PHONE_TEXT,
  },
  {
    file: 'packages/phone-number/src/numbering-plan.ts',
    begins: 'RegExp(`^(?:${pattern',
    why: 'the patterns of libphonenumber, for digits of a number',
    bound: PHONE_TEXT,
  },
  {
    file: 'packages/postgres/src/migrations/migration-script.ts',
    begins: '/^\\s*CREATE (UNIQUE )?INDEX CONCURRENTLY',
    why: 'quadratic; it reads our own migrations, which come with the release, and no input',
    bound: OUR_SCRIPTS,
  },
];

/** Every regular expression of the code that runs in production. */
function regularExpressions(): Found[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'packages', 'apps'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const files = listed
    .split('\n')
    .filter((file) => /^\w+\/[\w-]+\/src\/.*\.tsx?$/.test(file) && existsSync(join(ROOT, file)))
    .filter((file) => !/\/scripted-[^/]*$|\.(test|test-d|cases|examples|arbitraries)\.tsx?$/.test(file));
  return files.flatMap((file) => regularExpressionsOf(file, readFileSync(join(ROOT, file), 'utf8')));
}

function regularExpressionsOf(file: string, source: string): Found[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} can't be parsed`);
  const found: Found[] = [];
  const constructed = ({
    callee,
    start,
    end,
  }: {
    callee: { start: number; end: number };
    start: number;
    end: number;
  }) => {
    const name = source.slice(callee.start, callee.end);
    if (!/(?:^|\.)RegExp$/.test(name)) return;
    found.push({ file, text: source.slice(start, end).replace(/^new /, ''), literal: null });
  };
  new Visitor({
    Literal(node) {
      if ('regex' in node) found.push({ file, text: node.raw ?? '', literal: node.regex });
    },
    NewExpression: constructed,
    CallExpression: constructed,
  }).visit(program);
  return found;
}

/** Null: proved to be linear. The fuzzer of the checker proves nothing, so it isn't asked. */
function problemOf({ literal }: Found): string | null {
  if (!literal) return 'made by a constructor';
  const answer = checkSync(literal.pattern, literal.flags, { checker: 'automaton', timeout: 60_000 });
  if (answer.status === 'safe') return null;
  return answer.status === 'vulnerable' ? answer.complexity.summary : answer.error.kind;
}

const isEntryOf = (found: Found) => (entry: Bounded) =>
  entry.file === found.file && found.text.startsWith(entry.begins);

describe('the regular expressions of what runs in production', () => {
  const all = regularExpressions();
  const unlisted = all.filter((found) => !BOUNDED.some(isEntryOf(found)));

  it('are proved to be linear, or are listed with the limit of their input', () => {
    expect(unlisted.length).toBeGreaterThan(50);
    const unique = [...new Map(unlisted.map((found) => [found.text, found])).values()];
    const problems = unique.map((found) => ({ file: found.file, text: found.text, problem: problemOf(found) }));
    expect(problems.filter(({ problem }) => problem !== null)).toEqual([]);
  });

  it.each(BOUNDED)('$file still has $begins, and the limit of its input is there', ({ file, begins, bound }) => {
    expect(all.filter((found) => found.file === file && found.text.startsWith(begins))).toHaveLength(1);
    expect(readFileSync(join(ROOT, bound.file), 'utf8')).toContain(bound.line);
  });
});

it.each([
  ['a literal', 'export const a = (t: string) => /(a+)+$/.test(t);', '/(a+)+$/'],
  ['a constructor', 'const s = "(a+)+$"; new RegExp(s);', 'RegExp(s)'],
  ['a constructor without new', 'globalThis.RegExp("(a+)+$");', 'globalThis.RegExp("(a+)+$")'],
])('the search finds %s, and the check refuses it', (_, source, text) => {
  const found = regularExpressionsOf('a.ts', source);
  expect(found.map((one) => one.text)).toEqual([text]);
  expect(found.map(problemOf)).not.toContain(null);
});
