// Generates the comparator's own Prisma client. The CLI requires a schema engine binary, which it would download. Generating
// doesn't use it, so we give the path of any existing file.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('../..', import.meta.url));
const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'));
const { status } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
  cwd: bench,
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.exit(status ?? 1);
