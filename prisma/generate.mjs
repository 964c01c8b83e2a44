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
const from = createHash('sha256')
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .update(readFileSync(requireFromRoot.resolve('prisma/package.json')))
  .digest('hex');

if (read(stamp) !== from) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [requireFromRoot.resolve('prisma/build/index.js'), 'generate', '--no-hints'],
    {
      cwd: root,
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) {
    process.stderr.write(stderr);
    process.exit(1);
  }
  writeFileSync(stamp, from);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
