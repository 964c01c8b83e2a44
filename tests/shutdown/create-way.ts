import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnCommand } from '../support/command-process.ts';
import { freePort } from '../support/free-port.ts';
import type { Way } from './rounds.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCOPES = ['tenant:manage', 'tenant:act', 'routing:read'].flatMap((scope) => ['--scope', scope]);

/** A way to start the server, with an embedded PostgreSQL in a new folder and a platform key. */
export async function createWay(command: readonly string[], cwd = ROOT): Promise<Way> {
  const ports = [await freePort(), await freePort()];
  const variables = {
    LINEKEEPER_DATA_DIR: mkdtempSync(join(tmpdir(), 'linekeeper-shutdown-')),
    LINEKEEPER_DATABASE_PORT: String(ports[1]),
    LINEKEEPER_DEMO: '0',
    LOG_LEVEL: 'warn',
    PORT: String(ports[0]),
  };
  const create = spawnCommand(variables, 'key', 'create', '--platform', '--name', 'load', ...SCOPES, '--json');
  if ((await create.ended) !== 0) throw new Error(create.output());
  const { secret: token } = JSON.parse(create.output()) as { secret: string };
  return { command, cwd, variables, ports, token };
}
