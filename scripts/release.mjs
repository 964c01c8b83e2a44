// `pnpm release`: builds, packs, checks and publishes the packages. With `--dry-run`, it does everything except
// publishing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLISHED, packInto, pnpm, ROOT } from './pack.mjs';

const isDryRun = process.argv.includes('--dry-run');
const folder = mkdtempSync(join(tmpdir(), 'linekeeper-release-'));
const bin = (name) => join(ROOT, 'node_modules/.bin', name);

try {
  for (const tarball of packInto(folder)) {
    console.info(`\n── ${tarball.slice(folder.length + 1)}`);
    execFileSync(bin('publint'), ['run', tarball, '--strict'], { stdio: 'inherit' });
    execFileSync(bin('attw'), [tarball, '--profile', 'esm-only', '--format', 'ascii'], { stdio: 'inherit' });
  }
  pnpm('-r', ...PUBLISHED, 'publish', '--no-git-checks', ...(isDryRun ? ['--dry-run'] : []));
  console.info(isDryRun ? '\nEverything is ready. Nothing was published.' : '\nPublished.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
