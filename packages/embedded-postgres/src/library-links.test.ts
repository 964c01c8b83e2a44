import { mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeLibraryLinks } from './library-links.ts';

async function packageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-links-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'native/lib'), { recursive: true });
  return folder;
}

it('the installation creates the links that are missing, and leaves the existing ones', async () => {
  const folder = await packageFolder();
  const native = join(folder, 'native');
  const links = ['native/lib/a.so', 'native/lib/a.so.1'].map((target) => ({ source: 'native/lib/a.so.1.2', target }));
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await symlink('made by the install script', join(native, 'lib/a.so.1'));
  await makeLibraryLinks(native);
  await makeLibraryLinks(native);
  expect(await readlink(join(native, 'lib/a.so'))).toBe('a.so.1.2');
  expect(await readlink(join(native, 'lib/a.so.1'))).toBe('made by the install script');
});

it("a link that can't be created is an error that says what to do", async () => {
  const folder = await packageFolder();
  const native = join(folder, 'native');
  const links = [{ source: 'native/lib/a.so.1', target: 'native/missing/a.so' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await expect(makeLibraryLinks(native)).rejects.toThrow(
    /Allow the install script of its package, or set DATABASE_URL/,
  );
});

it("a package without a list of links doesn't need links", async () => {
  await makeLibraryLinks(join(await packageFolder(), 'native'));
});
