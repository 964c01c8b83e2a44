// Generates Prisma's client if the schema has changed. The CLI requires a schema engine binary, which it would download.
// Generating doesn't use it, so we give the path of any existing file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const requireFromRoot = createRequire(join(root, 'package.json'));
const stamp = join(root, 'packages/core/src/generated/.generated-from');
const digest = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'prisma/schema.prisma')))
    .update(readFileSync(requireFromRoot.resolve('prisma/package.json')))
    .digest('hex');

/** Does nothing if the schema hasn't changed. Throws if the client can't be generated. */
export function generateClient() {
  const from = digest();
  if (read(stamp) === from) return;
  const { status, stderr } = spawnSync(
    process.execPath,
    [requireFromRoot.resolve('prisma/build/index.js'), 'generate', '--no-hints'],
    {
      cwd: root,
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The Prisma client could not be generated\n${stderr}`);
  writeFileSync(stamp, from);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateClient();
