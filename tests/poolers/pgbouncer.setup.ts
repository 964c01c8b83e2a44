import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '../support/free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The pooler between test servers and their databases. Undefined: none. */
    pooler: { mode: 'session' | 'transaction'; port: number } | undefined;
  }
}

/** Fewer than a server's pool in transaction mode, so that clients share connections all the time. */
const CONNECTIONS = { session: 40, transaction: 4 };

/** A PgBouncer in the mode that the project is named for, in front of the PostgreSQL of the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (spawnSync('pgbouncer', ['--version']).status !== 0) {
    throw new Error(
      'PgBouncer is not installed, so nothing was tested. Install it, for example: apt-get install pgbouncer',
    );
  }
  const mode = project.name as 'session' | 'transaction';
  const { adminUrl, serverRole } = project.getProvidedContext().postgres;
  const { hostname, port: postgresPort } = new URL(adminUrl);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-pgbouncer-'));
  // PgBouncer drops root's rights, and then reads its files again.
  await chmod(folder, 0o755);
  const settings = [
    '[databases]',
    `* = host=${hostname} port=${postgresPort}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${join(folder, 'users.txt')}`,
    `pool_mode = ${mode}`,
    `default_pool_size = ${CONNECTIONS[mode]}`,
    'max_client_conn = 500',
  ];
  await writeFile(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  await writeFile(join(folder, 'users.txt'), `"${serverRole.name}" "${serverRole.password}"\n`);
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const pgbouncer = spawn('pgbouncer', [...user, join(folder, 'pgbouncer.ini')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [pgbouncer.stdout, pgbouncer.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = new Promise<void>((resolve) => pgbouncer.once('close', () => resolve()));
  while (!(await answers(port))) {
    if (pgbouncer.exitCode !== null) throw new Error(`PgBouncer did not start:\n${output}`);
    await delay(20);
  }
  project.provide('pooler', { mode, port });
  return async () => {
    pgbouncer.kill('SIGINT');
    const late = setTimeout(() => pgbouncer.kill('SIGKILL'), 2_000);
    await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
  };
}

function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((yes) => {
    socket.destroy();
    return yes as boolean;
  });
}
