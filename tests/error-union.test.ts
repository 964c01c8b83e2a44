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
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'linekeeper-types-'));
  const filter = (path: string) => !/\/(\.cache|dist|\.vite)(\/|$)/.test(path);
  for (const name of COPIED) {
    // Links between packages are relative, and so lead to the copy.
    await cp(join(ROOT, name), join(copy, name), { recursive: true, filter, verbatimSymlinks: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

it('compiles as it is', async () => {
  expect(await compile()).toEqual([]);
});

it("doesn't compile in the dashboard, client and tests if a code of the error union isn't handled", async () => {
  const file = join(copy, 'packages/contract/src/line/phone-error.ts');
  const source = await readFile(file, 'utf8');
  const added = source.replace(
    '[PhoneTaken, PhoneInvalid]',
    "[PhoneTaken, PhoneInvalid, z.object({ code: z.literal('PHONE_BLOCKED'), message: z.string() })]",
  );
  expect(added).not.toBe(source);
  await writeFile(file, added);

  const errors = await compile();
  const places = new Set(
    errors.map((line) => /^(apps\/dashboard|packages\/client|packages\/contract|tests)\//.exec(line)?.[1]),
  );
  for (const place of ['apps/dashboard', 'packages/client', 'packages/contract', 'tests']) {
    expect(places, `no type error in ${place}:\n${errors.join('\n')}`).toContain(place);
  }
});

/** The compiler's errors, a line each. */
function compile(): Promise<string[]> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-b', '--pretty', 'false'], { cwd: copy, maxBuffer: 1 << 26 }, (_, stdout) => {
      resolve(stdout.split('\n').filter((line) => line.includes('error TS')));
    });
  });
}
