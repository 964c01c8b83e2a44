import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type LinekeeperClient } from '@linekeeper/client';
import pg from 'pg';
import { expect, it } from 'vitest';
import { spawnCommand } from '../support/command-process.ts';
import { freePort } from '../support/free-port.ts';
import { createRandom } from '../support/random.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';

/** `pnpm test:kills` kills 30 times. */
const KILLS = Number(process.env.TEST_ROUNDS ?? (process.env.TEST_LONG ? 30 : 3));
const COMPANIES = 4;
const SEED = Number(process.env.TEST_SEED ?? Date.now() % 100_000);
const NUMBERS = Array.from({ length: 5 }, (_, i) => `+1415523${1000 + i}`);
const VICTIMS = ['the server', 'the postmaster', 'a backend', 'the server, asked to end', 'both'] as const;

/** What a company can hold, by what it was told: one number (or null) after an answer, more if an answer was lost. */
type Possible = Set<string | null>;

it(`the history matches the holders, and nobody lost a number that they were told, after ${KILLS} kills at random moments`, {
  timeout: 60_000 + KILLS * 60_000,
}, async () => {
  const random = createRandom(SEED);
  const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-kills-'));
  const variables = { LINEKEEPER_DATA_DIR: dataDir };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/trpc`;
  const start = async () => {
    const limits = { LINEKEEPER_NUMBERS_PER_HOUR: '1000', LINEKEEPER_NUMBERS_PER_DAY: '1000' };
    const settings = { PORT: String(port), LINEKEEPER_DEMO: '0', LINEKEEPER_CHANGES_PER_DAY: '0', LOG_LEVEL: 'warn' };
    const server = spawnServer({ ...variables, ...limits, ...settings });
    await ready(server);
    return server;
  };
  const tell = async <T>(...args: string[]): Promise<T> => {
    const command = spawnCommand(variables, ...args, '--json');
    expect(await command.ended, command.output()).toBe(0);
    return JSON.parse(command.output()) as T;
  };

  let server = await start();
  const companies: { id: string; client: LinekeeperClient; possible: Possible }[] = [];
  for (let i = 0; i < COMPANIES; i++) {
    const { id } = await tell<{ id: string }>('tenant', 'create', '--name', `C${i}`, '--owner-email', 'a@b.example');
    const scopes = ['inboundNumber:read', 'inboundNumber:update'].flatMap((scope) => ['--scope', scope]);
    const { secret } = await tell<{ secret: string }>('key', 'create', '--tenant', id, '--name', 'k', ...scopes);
    const client = createClient({ url, token: secret, retries: 0, timeoutMs: 8_000 });
    companies.push({ id, client, possible: new Set([null]) });
  }

  const killed: string[] = [];
  let told = 0;
  for (let round = 0; round < KILLS; round++) {
    let isOver = false;
    const working = companies.map(async (company) => {
      const { phone } = company.client;
      while (!isOver) {
        const wanted = random.next() < 0.2 ? null : random.pick(NUMBERS);
        try {
          if (wanted === null) await phone.releaseInboundNumber.mutate({});
          else if (!(await phone.setInboundNumber.mutate({ phoneNumber: wanted })).ok) continue;
          company.possible = new Set([wanted]);
          told++;
        } catch {
          company.possible.add(wanted);
          await delay(50);
        }
      }
    });
    await delay(100 + random.next() * 900);
    const victim = random.pick(VICTIMS);
    killed.push(victim);
    server = await kill(victim, server);
    isOver = true;
    await Promise.all(working);
    if (server.process.exitCode !== null || server.process.signalCode !== null) server = await start();
    for (const company of companies) {
      const held = (await patiently(() => company.client.phone.getInboundNumber.query()))?.phoneNumber ?? null;
      expect([...company.possible], `after ${killed.join(', ')}; TEST_SEED=${SEED}`).toContain(held);
      company.possible = new Set([held]);
    }
    expect(await replay()).toEqual(await holders());
  }
  console.info(`${told} changes were acknowledged. Killed: ${killed.join(', ')}`);
  expect(told).toBeGreaterThan(KILLS);
  server.process.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  await rm(dataDir, { recursive: true });

  async function kill(victim: (typeof VICTIMS)[number], running: ServerProcess): Promise<ServerProcess> {
    if (victim === 'a backend') {
      await query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'linekeeper' LIMIT 1`).then(
        ([row]) => row && process.kill(Number(row.pid), 'SIGKILL'),
      );
      await delay(300);
      return running;
    }
    if (victim === 'the postmaster' || victim === 'both') process.kill(await postmaster(), 'SIGKILL');
    await delay(victim === 'the postmaster' ? 300 : 0);
    // Without its postmaster, the server isn't ready until it is restarted.
    running.process.kill(victim === 'the server' || victim === 'both' ? 'SIGKILL' : 'SIGTERM');
    await running.ended;
    return running;
  }

  async function postmaster(line = 0): Promise<number> {
    return Number((await readFile(join(dataDir, 'postgresql', 'data', 'postmaster.pid'), 'utf8')).split('\n')[line]);
  }

  async function query(sql: string): Promise<Record<string, string | null>[]> {
    const { owner } = JSON.parse(await readFile(join(dataDir, 'postgres-passwords.json'), 'utf8')) as { owner: string };
    const address = `postgres://linekeeper_owner:${owner}@127.0.0.1:${await postmaster(3)}/linekeeper`;
    return patiently(async () => {
      const client = new pg.Client(address);
      client.on('error', () => {});
      await client.connect();
      return client.query<Record<string, string | null>>(sql).then(
        ({ rows }) => client.end().then(() => rows),
        (error: unknown) => client.end().then(() => Promise.reject(error)),
      );
    });
  }

  async function holders() {
    const rows = await query('SELECT e164, tenant_id FROM linekeeper.lines');
    return pairs(new Map(rows.map(({ e164, tenant_id }) => [e164 ?? '', tenant_id ?? ''])));
  }
  /** The holders according to the history alone. Each event must continue the previous one. */
  async function replay() {
    const held = new Map<string, string>();
    const events = await query('SELECT e164, from_tenant_id, to_tenant_id FROM linekeeper.line_events ORDER BY id');
    for (const { e164, from_tenant_id: from, to_tenant_id: to } of events) {
      expect(held.get(e164 ?? '') ?? null).toBe(from);
      if (to) held.set(e164 ?? '', to);
      else held.delete(e164 ?? '');
    }
    return pairs(held);
  }
});

/** Repeats while a database recovers. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 30_000; ; await delay(200)) {
    try {
      return await call();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

function pairs(map: Map<string, string>): Record<string, string> {
  return Object.fromEntries(map);
}
