import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
/** Their READMEs show commands instead of code. */
const COMMAND_PACKAGES = ['packages/command', 'packages/legacy'];
/** The folders of the packages that are published. */
const PACKAGES = ['apps/linekeeper', ...readdirSync(`${ROOT}packages`).map((name) => `packages/${name}`)];
const PAGES = [
  'README.md',
  'docs/embed.md',
  'docs/server.md',
  'docs/inbound-calls.md',
  ...PACKAGES.filter((folder) => !COMMAND_PACKAGES.includes(folder)).map((folder) => `${folder}/README.md`),
];
/** Without indentation, because a page shows the inside of a function. */
const linesOf = (text: string) => text.split('\n').map((line) => line.trim());

/** Programs that are compiled, and that other tests run. */
const PROGRAMS = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'tests/contract/docs', 'examples'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.[jt]sx?$/.test(file))
  .map((file) => linesOf(read(file)).join('\n'));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe.each(PAGES)('%s', (page) => {
  const blocks = [...read(page).matchAll(/^```(\w*)\n(.*?)^```/gms)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));

  it('shows only code that a test runs', () => {
    const code = blocks.filter(({ language }) => /^[jt]sx?$/.test(language));
    expect(code.length).toBeGreaterThan(0);
    const shown = code.map((block) => linesOf(block.code.replace(/^\/\/ [\w.-]+\.tsx?\n/, '')).join('\n'));
    expect(shown.filter((text) => !PROGRAMS.some((program) => program.includes(text)))).toEqual([]);
  });

  it('names only scripts and packages that exist', () => {
    const named = blocks.flatMap(({ code }) =>
      [...code.matchAll(/pnpm(?:@12)? ([a-z:]+)/g)].map(([, script]) => script),
    );
    expect(named.filter((script) => !scripts[script as string])).toEqual([]);
    const packages = blocks.flatMap(({ code }) => code.match(/@linekeeper\/[a-z-]+/g) ?? []);
    expect(packages.filter((name) => !existsSync(`${ROOT}${name.replace('@linekeeper', 'packages')}`))).toEqual([]);
  });
});

it.each(PACKAGES)('the README of %s says what it is and how to install it', (folder) => {
  const { name } = JSON.parse(read(`${folder}/package.json`)) as { name: string };
  const page = read(`${folder}/README.md`);
  expect(page.startsWith(`# ${name}\n\n`)).toBe(true);
  expect(page.split('\n\n')[1]).toContain('Linekeeper');
  // npm shows the page outside of the repository.
  expect(page).not.toContain('](..');
  expect(page).toMatch(/^npm install (--save-dev )?(linekeeper|@linekeeper\/[a-z-]+)/m);
});
