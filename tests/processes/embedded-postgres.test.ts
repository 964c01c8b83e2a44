import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@linekeeper/client';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-embedded-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('the embedded PostgreSQL', () => {
  it('refuses the data folder of a running server, with a clear message', async () => {
    const postgres = await startEmbeddedPostgres({ dataDir });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`Another Linekeeper is running on ${dataDir}`);
    await postgres.stop();
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });

  it('refuses a port that is in use, with a clear message', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await expect(startEmbeddedPostgres({ dataDir, port })).rejects.toThrow(`Port ${port} is already in use`);
    await new Promise((resolve) => other.close(resolve));
    await (await startEmbeddedPostgres({ dataDir, port })).stop();
  });

  it("refuses data of another PostgreSQL version with a clear message, and doesn't change it", async () => {
    await (await startEmbeddedPostgres({ dataDir })).stop();
    const file = join(dataDir, 'postgresql', 'data', 'PG_VERSION');
    await writeFile(file, '14\n');
    const start = startEmbeddedPostgres({ dataDir });
    await expect(start).rejects.toThrow(/was made by PostgreSQL 14, and this is PostgreSQL \d+/);
    await expect(start).rejects.toBeInstanceOf(EmbeddedPostgresError);
    expect(await readFile(file, 'utf8')).toBe('14\n');
  });

  it('refuses a data folder of an earlier layout, says what to do, and changes nothing', async () => {
    // The earlier layout kept its tables in the schema public, in a folder of another name.
    await mkdir(join(dataDir, 'postgres', 'data'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '18\n');
    await writeFile(join(dataDir, 'secret'), 'a'.repeat(43));
    const server = spawnServer({ PORT: String(await freePort()), LINEKEEPER_DATA_DIR: dataDir });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(`mv "${dataDir}" "${dataDir}.old"`);
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'secret']);
    expect(await readdir(join(dataDir, 'postgres', 'data'))).toEqual(['PG_VERSION']);
  });
});

describe('a server on its embedded PostgreSQL', () => {
  const running: ServerProcess[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) {
      server.process.kill('SIGTERM');
      await server.ended;
    }
  });

  async function start(): Promise<{ server: ServerProcess; url: string }> {
    const port = await freePort();
    const server = spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir });
    running.push(server);
    await ready(server);
    return { server, url: `http://127.0.0.1:${port}` };
  }

  it('is taken over by the next start after SIGKILL, with all acknowledged changes', async () => {
    const killed = await start();
    const phoneNumber = '+442079460018';
    const claimed = await (await brightline(killed.url)).phone.setInboundNumber.mutate({ phoneNumber });
    expect(claimed).toMatchObject({ ok: true });
    killed.server.process.kill('SIGKILL');
    await killed.server.ended;

    const next = await start();
    expect(next.server.output()).toContain('was still running after its server had crashed');
    expect(await (await brightline(next.url)).phone.getInboundNumber.query()).toMatchObject({ phoneNumber });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops on %s with the database, and exits with 0', async (signal) => {
    const { server } = await start();
    server.process.kill(signal);
    expect(await server.ended).toBe(0);
    const again = await startEmbeddedPostgres({ dataDir });
    expect(again.takenOver).toBe(false);
    await again.stop();
  });

  it('stops with the database if a launcher passes the signal on twice', async () => {
    const { server } = await start();
    server.process.kill('SIGTERM');
    await delay(50);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const again = await startEmbeddedPostgres({ dataDir });
    expect(again.takenOver).toBe(false);
    await again.stop();
  });

  it('refuses to start while another server is running, with one line, and exits with 1', async () => {
    await start();
    const second = spawnServer({ PORT: String(await freePort()), LINEKEEPER_DATA_DIR: dataDir });
    expect(await second.ended).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([
      `Another Linekeeper is running on ${dataDir}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`,
    ]);
  });
});

it('if two servers start at the same time on a new folder, one runs and the other says so', async () => {
  const ports = [await freePort(), await freePort()];
  const both = ports.map((port) => spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir }));
  const outcomes = await Promise.all(
    both.map((one) =>
      Promise.race([
        ready(one).then(
          () => 'ready',
          () => 'ended',
        ),
        one.ended,
      ]),
    ),
  );
  const [serving, refused] = outcomes[0] === 'ready' ? both : both.toReversed();
  expect(outcomes).toContain('ready');
  expect(await refused?.ended).toBe(1);
  expect(refused?.output().trim().split('\n')).toEqual([
    `Another Linekeeper is running on ${dataDir}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`,
  ]);
  serving?.process.kill('SIGTERM');
  expect(await serving?.ended).toBe(0);
});

/** Signs in as a person would, and calls with the bearer token. */
async function brightline(url: string) {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@brightline.example', password: 'linekeeper-demo' }),
  });
  expect(response.status).toBe(200);
  return createClient({ url: `${url}/trpc`, token: response.headers.get('set-auth-token') ?? undefined });
}
