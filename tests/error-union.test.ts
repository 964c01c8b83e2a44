import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COPIED = [
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'packages',
  'apps',
  'examples',
  'tests',
  'bench',
];

/** The repository's sources in a folder of their own, with the same installed packages. */
let copy: string;
let errors: string[];
beforeAll(async () => {
  errors = await compile(ROOT);
  copy = await mkdtemp(join(tmpdir(), 'linekeeper-types-'));
  // With what was just compiled, so that the compiler reads again only what is changed here.
  const filter = (path: string) => !/\/(\.cache\/(?!types)[^/]+|dist|\.vite)(\/|$)/.test(path);
  for (const name of COPIED) {
    // Links between packages are relative, and so lead to the copy.
    const options = { recursive: true, filter, verbatimSymlinks: true, preserveTimestamps: true };
    await cp(join(ROOT, name), join(copy, name), options);
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

it('the code compiles as it is', () => {
  expect(errors).toEqual([]);
});

it("the dashboard, client and tests don't compile if a code of the error union isn't handled", async () => {
  const file = join(copy, 'packages/contract/src/line/phone-error.ts');
  const source = await readFile(file, 'utf8');
  const added = source.replace(
    '[PhoneTaken, PhoneInvalid]',
    "[PhoneTaken, PhoneInvalid, z.object({ code: z.literal('PHONE_BLOCKED'), message: z.string() })]",
  );
  expect(added).not.toBe(source);
  await writeFile(file, added);

  const found = await compile(copy);
  const places = new Set(
    found.map((line) => /^(apps\/dashboard|packages\/client|packages\/contract|tests)\//.exec(line)?.[1]),
  );
  for (const place of ['apps/dashboard', 'packages/client', 'packages/contract', 'tests']) {
    expect(places, `no type error in ${place}:\n${found.join('\n')}`).toContain(place);
  }
});

/** The compiler's errors, a line each. */
function compile(cwd: string): Promise<string[]> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-b', '--pretty', 'false'], { cwd, maxBuffer: 1 << 26 }, (_, stdout) => {
      resolve(stdout.split('\n').filter((line) => line.includes('error TS')));
    });
  });
}
