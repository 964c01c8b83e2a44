// Removes Linekeeper from a copy of this product, checks that the rest works, and counts the lines that Linekeeper
// adds.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** By hand, a unique column, libphonenumber, the mapping of 23505 and a look-up take 36 lines. */
const MOST_LINES = 30;
const PRODUCT = ['package.json', 'tsconfig.json', 'server', 'web', 'test'];

const folder = mkdtempSync(join(tmpdir(), 'without-linekeeper-'));
const run = (...command) => execFileSync(command[0], command.slice(1), { cwd: folder, stdio: 'inherit' });
try {
  for (const name of PRODUCT) cpSync(name, join(folder, name), { recursive: true });
  rmSync(join(folder, 'test/number.test.ts'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync('node_modules').filter((each) => each !== '@linekeeper')) {
    symlinkSync(join(process.cwd(), 'node_modules', name), join(folder, 'node_modules', name));
  }
  run('git', 'apply', '--reverse', join(process.cwd(), 'linekeeper.diff'));
  run('npx', 'tsc');
  run('npx', 'vitest', 'run');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const counts = {};
let file = '';
for (const line of readFileSync('linekeeper.diff', 'utf8').split('\n')) {
  if (line.startsWith('+++ b/')) file = line.slice('+++ b/'.length);
  else if (line.startsWith('+') && line.slice(1).trim() !== '') counts[file] = (counts[file] ?? 0) + 1;
}
const lines = Object.values(counts).reduce((sum, count) => sum + count, 0);
console.info(`Linekeeper adds ${lines} lines:`, counts);
assert.ok(lines <= MOST_LINES);
