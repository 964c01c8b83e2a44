// Checks the migrations with squawk, which refuses SQL that would block requests or break the previous release.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const squawk = createRequire(join(root, 'package.json')).resolve('squawk-cli/js/bin/squawk');

/** Exceptions that have landed for a reason. */
const LANDED = [
  // Durations of calls, and a tenant's places for forwarded calls. None comes near the maximum of its type.
  ['0001_baseline', 'prefer-bigint-over-int'],
  ['0001_baseline', 'prefer-bigint-over-smallint'],
];

const files = process.argv.length > 2 ? process.argv.slice(2) : checkedIn();
const { stdout, stderr } = spawnSync(process.execPath, [squawk, '--reporter', 'json', ...files], {
  cwd: root,
  encoding: 'utf8',
});
if (!stdout.startsWith('[')) {
  process.stderr.write(`squawk did not run: ${stderr || stdout}\n`);
  process.exit(2);
}
const found = JSON.parse(stdout);
const landed = ({ file, rule_name }) => LANDED.some(([name, rule]) => file.includes(`/${name}/`) && rule === rule_name);
const refused = found.filter((one) => !landed(one));
for (const { file, line, rule_name, message, help } of refused) {
  process.stderr.write(`${file}:${line + 1} ${rule_name}: ${message} ${help ?? ''}\n`);
}
console.info(`squawk read ${files.length} migrations, and refuses ${refused.length} of their statements`);
process.exit(refused.length > 0 ? 1 : 0);

function checkedIn() {
  return readdirSync(join(root, 'prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `prisma/migrations/${name}/migration.sql`);
}
