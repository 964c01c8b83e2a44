// Generates the comparator's own Prisma client. The CLI insists on a schema engine binary that it would download;
// generating needs none, so it is shown a file that exists.
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
