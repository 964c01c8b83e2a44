import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { type CommandProcess, spawnCommand } from '../support/command-process.ts';
import { freePort } from '../support/free-port.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

// One folder for all: each test leaves the database stopped and complete for the next.
let dataDir: string;
let data: string;
const companies: string[] = [];
beforeAll(async () => {
  // pg_ctl starts PostgreSQL through a shell, which must not see the name of the folder.
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper "safety" $(exit 1) '));
  data = join(dataDir, 'postgresql', 'data');
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));
// Processes start slowly while other tests run.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A command in a process of its own. */
function command(...args: string[]): CommandProcess {
  return spawnCommand({ LINEKEEPER_DATA_DIR: dataDir }, ...args);
}

async function server(variables: Record<string, string> = {}): Promise<ServerProcess & { url: string }> {
  const port = await freePort();
  const started = spawnServer({ PORT: String(port), LINEKEEPER_DATA_DIR: dataDir, ...variables });
  return { ...started, url: `http://127.0.0.1:${port}` };
}

async function end({ process: child, ended }: ServerProcess): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}

/** The output of a server that doesn't start. */
async function refusal(): Promise<string> {
  const refused = await server();
  expect(await refused.ended).toBe(1);
  return refused.output();
}

async function names(): Promise<string[]> {
  const { code, out, err } = await linekeeper({ LINEKEEPER_DATA_DIR: dataDir }, 'tenant', 'list', '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return (JSON.parse(out) as { name: string }[]).map(({ name }) => name).sort();
}

/** Connected to the running embedded PostgreSQL as its superuser. */
async function superuser(): Promise<pg.Client & AsyncDisposable> {
  const { owner } = JSON.parse(await readFile(join(dataDir, 'postgres-passwords.json'), 'utf8')) as { owner: string };
  const port = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[3];
  const client = new pg.Client(`postgres://linekeeper_owner:${owner}@127.0.0.1:${port}/linekeeper`);
  client.on('error', () => {});
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end().catch(() => {}) });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await delay(50);
}

describe('the commands without a server', () => {
  it("that only read don't create a database", async () => {
    const answer = await linekeeper({ LINEKEEPER_DATA_DIR: dataDir }, 'tenant', 'list');
    expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('has no database yet') });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('all succeed if four run concurrently on a new folder, and the last one stops the database', async () => {
    const made = ['First', 'Second', 'Third', 'Fourth'];
    const all = made.map((name) => command('tenant', 'create', '--name', name, '--owner-email', 'a@b.example'));
    expect(await Promise.all(all.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    await expect(stat(join(data, 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
    companies.push(...made.sort());
    expect(await names()).toEqual(companies);
    expect((await readdir(join(dataDir, 'postgresql'))).sort()).toEqual(['data', 'log']);
  });

  it('all succeed if four run concurrently on a database with data', async () => {
    const all = [1, 2, 3, 4].map(() => linekeeper({ LINEKEEPER_DATA_DIR: dataDir }, 'tenant', 'list'));
    for (const answer of await Promise.all(all)) expect(answer.code).toBe(0);
    await expect(stat(join(data, 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('processes that join the database and leave it at the same moment', () => {
  it('all succeed, and the last one stops it', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 6; round += 1) {
      const joined = await Promise.all([1, 2, 3, 4].map(() => joinEmbeddedPostgres({ dataDir })));
      const next = joinEmbeddedPostgres({ dataDir });
      await Promise.all(joined.map(({ leave }) => leave()));
      await (await next).leave();
      await expect(stat(join(data, 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });
});

describe('a start', () => {
  it.each([
    ['cannot be read', () => mkdir(join(data, 'PG_VERSION')), 'cannot be read'],
    ['is missing', async () => {}, 'is missing or damaged'],
    ['is empty', () => writeFile(join(data, 'PG_VERSION'), ''), 'is missing or damaged'],
  ])("doesn't change a database whose PG_VERSION %s", async (how, spoil, message) => {
    const [version, aside] = [join(data, 'PG_VERSION'), join(dataDir, 'version-aside')];
    await rename(version, aside);
    await spoil();
    const before = (await readdir(data)).sort();

    const told = how === 'cannot be read' ? await refusal() : await startEmbeddedPostgres({ dataDir }).catch(String);
    expect(told).toContain(message);
    expect(told).toContain('Nothing was changed');
    expect((await readdir(data)).sort()).toEqual(before);

    await rm(version, { recursive: true, force: true });
    await rename(aside, version);
    expect(await names()).toEqual(companies);
  });

  it('refuses a secret that is truncated', async () => {
    const file = join(dataDir, 'secret');
    await writeFile(file, 'cut-off-in-the-middle');
    expect(await refusal()).toContain(`${file} is damaged`);
    await rm(file);
  });

  it('refuses passwords that are truncated', async () => {
    const file = join(dataDir, 'postgres-passwords.json');
    const text = await readFile(file, 'utf8');
    for (const cut of ['', text.slice(0, 20), '{}']) {
      await writeFile(file, cut);
      await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`${file} is damaged`);
    }
    await writeFile(file, text);
    expect(await names()).toEqual(companies);
  });

  it('creates no new passwords for an existing database', async () => {
    const [file, aside] = [join(dataDir, 'postgres-passwords.json'), join(dataDir, 'passwords-aside')];
    await rename(file, aside);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`${file} is missing`);
    await rename(aside, file);
  });

  describe('with a postmaster.pid that a crash left behind', () => {
    let bystander: ChildProcess;
    beforeAll(async () => {
      // A process that now has the postmaster's former id. It runs as the same user, so that signals reach it.
      const { uid, gid } = await stat(data);
      bystander = spawn('sleep', ['600'], { cwd: '/', ...(process.getuid?.() === 0 && { uid, gid }) });
      await once(bystander, 'spawn');
    });
    afterAll(() => bystander.kill());

    it.each(['tenant list', 'the server'])('%s signals no other process and works', async (what) => {
      const lines = [
        bystander.pid,
        data,
        1_700_000_000,
        await freePort(),
        '',
        '127.0.0.1',
        '  1234567        99',
        'ready   ',
      ];
      await writeFile(join(data, 'postmaster.pid'), `${lines.join('\n')}\n`);
      if (what === 'tenant list') expect(await command('tenant', 'list').ended).toBe(0);
      else {
        const started = await startEmbeddedPostgres({ dataDir });
        expect(started.takenOver).toBe(false);
        await started.stop();
      }
      expect(bystander).toMatchObject({ exitCode: null, signalCode: null });
    });
  });

  it("on a copy of a running PostgreSQL's folder doesn't affect that PostgreSQL", async () => {
    const postgres = await startEmbeddedPostgres({ dataDir });
    const copy = await mkdtemp(join(tmpdir(), 'linekeeper-copy-'));
    try {
      await promisify(execFile)('cp', ['-a', `${dataDir}/.`, copy]);
      const second = await startEmbeddedPostgres({ dataDir: copy });
      await second.stop();
      await using still = await superuser();
      expect((await still.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await rm(copy, { recursive: true, force: true });
      await postgres.stop();
    }
  });
});

describe('a server on its embedded PostgreSQL', () => {
  let living: ServerProcess & { url: string };
  beforeAll(async () => {
    living = await server({ LINEKEEPER_SECRET: TEST_SECRET, LINEKEEPER_DEMO: '0' });
    // The output isn't read.
    living.process.stdout?.destroy();
    await until(async () => (await fetch(`${living.url}/readyz`)).status === 200);
  });
  afterAll(() => end(living));

  it("doesn't pass its secrets to PostgreSQL", async () => {
    await using owner = await superuser();
    await owner.query('CREATE TEMP TABLE environment (line text)');
    await owner.query(
      `COPY environment FROM PROGRAM 'env | grep -v BASH_FUNC' WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')`,
    );
    const { rows } = await owner.query<{ line: string }>('SELECT line FROM environment');
    const text = rows.map(({ line }) => line).join('\n');
    expect(text).toContain('PATH=');
    expect(text).not.toContain(TEST_SECRET);
    expect(text).not.toContain('LINEKEEPER');
  });

  it('gives PostgreSQL no access to files of other users', async () => {
    await using owner = await superuser();
    await expect(owner.query(`SELECT pg_read_file('/etc/shadow')`)).rejects.toThrow(/Permission denied|No such file/);
    const file = join(dataDir, 'written-by-postgres');
    await owner.query(`COPY (SELECT 1) TO '${file}'`).catch(() => {});
    // Under an ordinary user, PostgreSQL runs as that user, who also owns the folder.
    if (process.getuid?.() === 0) await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await rm(file, { force: true });
  });

  it('keeps its database if a backend is killed, no matter which commands run then', async () => {
    await using owner = await superuser();
    const { rows } = await owner.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'linekeeper keeper'`,
    );
    process.kill(rows[0]?.pid ?? Number.NaN, 'SIGKILL');
    expect(await names()).toEqual(companies);
    expect(await command('tenant', 'list').ended).toBe(0);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('Another Linekeeper is running');
    expect(await names()).toEqual(companies);
    await until(async () => (await fetch(`${living.url}/readyz`)).status === 200);
    expect(living.process.exitCode).toBeNull();
  });
});
