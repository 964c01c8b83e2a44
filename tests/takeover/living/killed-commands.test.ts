import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { spawnCommand } from '../../support/command-process.ts';
import { planLegacyCompanies, plantLegacyCompanies } from '../../support/legacy-companies.ts';
import { urlOf } from '../../support/postgres.setup.ts';
import { createRandom } from '../../support/random.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { writeDecisions } from './decisions.ts';

const { isFull } = inject('livingProduct');
const KILLS = isFull ? 10 : 2;
const COMPANIES = isFull ? 5_000 : 600;

/** What the legacy product writes: new numbers, and deleted companies. */
const CHANGES = `
  UPDATE public.tenants SET "twilioConfig" = jsonb_build_object('phoneNumber', '+1917555' || (1000 + n)) FROM (
    SELECT tenant_id, row_number() OVER (ORDER BY e164) AS n FROM linekeeper.lines ORDER BY e164 LIMIT 300
  ) AS numbered WHERE id = tenant_id;
  DELETE FROM public.tenants WHERE id IN (SELECT tenant_id FROM linekeeper.lines ORDER BY e164 DESC LIMIT 30)`;

/** What people change between `contract` and `restore`, in both systems. */
const CHANGES_AFTER_CONTRACT = `
  UPDATE public.tenants SET "twilioConfig" = coalesce("twilioConfig", '{}') || jsonb_build_object('phoneNumber', '+1646555' || (1000 + n)) FROM (
    SELECT tenant_id, row_number() OVER (ORDER BY e164) AS n FROM linekeeper.lines ORDER BY e164 LIMIT 50
  ) AS numbered WHERE id = tenant_id AND coalesce(jsonb_typeof("twilioConfig"), 'object') = 'object';
  UPDATE linekeeper.lines l SET e164 = '+1718555' || (1000 + n) FROM (
    SELECT tenant_id, row_number() OVER (ORDER BY e164) AS n FROM linekeeper.lines ORDER BY e164 LIMIT 150
  ) AS numbered WHERE l.tenant_id = numbered.tenant_id;
  UPDATE linekeeper.tenants SET location = 'York' WHERE id IN (SELECT tenant_id FROM linekeeper.lines ORDER BY e164 LIMIT 100);
  INSERT INTO public.tenants (id, name) SELECT 'later-' || n, 'Later ' || n FROM generate_series(1, 20) AS n;
  INSERT INTO linekeeper.tenants (id, name, location) SELECT 'later-' || n, 'Later ' || n, 'Leeds' FROM generate_series(1, 25) AS n`;

interface Command {
  name: string;
  args: string[];
  isLong: boolean;
  /** What people change before it. */
  change?: string;
}

/** Every command that changes something, in the order of a move and of its way back. `backfill` has a test of its own. */
const COMMANDS: readonly Command[] = [
  { args: ['migrate'], isLong: true },
  { args: ['legacy', 'link'] },
  { args: ['backfill'], isLong: true },
  { args: ['legacy', 'follow'], change: CHANGES },
  { args: ['assign', '--file', 'DECISIONS'] },
  { args: ['contract', '--yes', '--empty'] },
  { args: ['legacy', 'restore'], change: CHANGES_AFTER_CONTRACT },
  { args: ['legacy', 'revert', '--all'] },
  { args: ['legacy', 'unlink', '--yes'], isLong: true },
  // Lines that both systems have changed are only in Linekeeper.
  { args: ['legacy', 'remove', '--yes', '--delete-lines'], isLong: true },
].map((command) => ({ isLong: false, ...command, name: command.args.slice(0, 2).join(' ') }));

/** Everything that a command leaves, without times and without what is random. */
const STATE = `
  SELECT 'legacy' AS of, to_jsonb(t) - 'updatedAt' AS row FROM public.tenants t
  UNION ALL SELECT 'object', to_jsonb(o) FROM (
    SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'legacy%'
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'linekeeper'
  ) AS o`;
const OURS = `
  UNION ALL SELECT 'tenant', to_jsonb(t) - 'created_at' - 'twilio_config' || jsonb_build_object('settings', ARRAY(SELECT jsonb_object_keys(t.twilio_config))) FROM linekeeper.tenants t
  UNION ALL SELECT 'line', to_jsonb(t) - 'claimed_at' FROM linekeeper.lines t
  UNION ALL SELECT 'settlement', to_jsonb(t) - 'settled_at' FROM linekeeper.legacy_settlements t
  UNION ALL SELECT 'link', to_jsonb(t) - 'linked_at' - 'contracted_at' || jsonb_build_object('ended', t.contracted_at IS NOT NULL) FROM linekeeper.legacy_links t
  UNION ALL SELECT 'reservation', to_jsonb(t) FROM linekeeper.line_reservations t
  UNION ALL SELECT 'ending', to_jsonb(t) - 'twilio_config' FROM linekeeper.legacy_endings t
  UNION ALL SELECT 'queue', to_jsonb(t) - 'at' - 'id' FROM linekeeper.legacy_queue t`;

const { adminUrl, template, serverRole } = inject('postgres');
const random = createRandom(3);
let admin: pg.Client;
let folder: string;
let databases = 0;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  folder = await mkdtemp(join(tmpdir(), 'linekeeper-kills-'));
});
afterAll(async () => {
  await admin.end();
  await rm(folder, { recursive: true, force: true });
});

const variables = (name: string) => ({
  DATABASE_URL: urlOf(adminUrl, name, serverRole),
  DATABASE_OWNER_URL: urlOf(adminUrl, name),
  LINEKEEPER_SECRET: TEST_SECRET,
  LINEKEEPER_DATA_DIR: folder,
});

/** The copy of a database that nobody is connected to. */
async function copyOf(from: string): Promise<string> {
  const name = `${template}_kills_${databases++}`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  return name;
}

async function sql<Row extends pg.QueryResultRow>(name: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: urlOf(adminUrl, name) });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function stateOf(name: string): Promise<string[]> {
  const [there] = await sql<{ there: boolean }>(name, `SELECT to_regclass('linekeeper.tenants') IS NOT NULL AS there`);
  const rows = await sql<{ of: string; row: unknown }>(name, there?.there ? STATE + OURS : STATE);
  return rows.map(({ of, row }) => `${of} ${JSON.stringify(row)}`).sort();
}

/** Waits until nobody is connected: PostgreSQL might still be running a statement of a killed process. */
async function isAlone(name: string): Promise<void> {
  const sessions = async () => (await admin.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name])).rowCount;
  await expect.poll(sessions, { timeout: 60_000, interval: 20 }).toBe(0);
}

async function isConnected(name: string): Promise<void> {
  for (;;) {
    const { rowCount } = await admin.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name]);
    if (rowCount) return;
    await delay(5);
  }
}

/** The database before each command. Each is made from the one before it when a test first needs it. */
const states: Promise<string>[] = [];
function stateBefore(index: number): Promise<string> {
  states[index] ??= index === 0 ? planted() : stateBefore(index - 1).then((before) => stateAfter(index - 1, before));
  return states[index];
}

async function planted(): Promise<string> {
  const state = await copyOf('template1');
  const client = new pg.Client({ connectionString: urlOf(adminUrl, state) });
  await client.connect();
  const plan = planLegacyCompanies(COMPANIES, 17);
  await plantLegacyCompanies({ sql: async (text, values) => (await client.query(text, values)).rows }, plan);
  await client.end();
  return state;
}

/** How long each command took, from its connection to its end. */
const took: number[] = [];

async function stateAfter(index: number, before: string): Promise<string> {
  const { args, change } = COMMANDS[index] as Command;
  if (args[0] === 'assign') args[2] = (await writeDecisions(variables(before), folder)).file;
  if (change) await sql(before, change);
  await isAlone(before);
  const after = await copyOf(before);
  const command = spawnCommand(variables(after), ...args);
  await isConnected(after);
  const began = performance.now();
  expect({ args, code: await command.ended }).toEqual({ args, code: expect.toBeOneOf([0, 3]) });
  took[index] = performance.now() - began;
  await isAlone(after);
  return after;
}

it.each(COMMANDS.map(({ name }, index) => ({ name, index })))(
  `$name ends the same after it was killed ${KILLS} times at random moments`,
  { timeout: 3_600_000 },
  async ({ name, index }) => {
    const { args, isLong } = COMMANDS[index] as Command;
    const before = await stateBefore(index);
    const uninterrupted = await stateOf(await stateBefore(index + 1));
    for (let kills = 0; kills < (isLong && !isFull ? 0 : KILLS); ) {
      const killed = await copyOf(before);
      const { process, ended } = spawnCommand(variables(killed), ...args);
      await Promise.race([isConnected(killed).then(() => delay((took[index] ?? 0) * random.next())), ended]);
      process.kill('SIGKILL');
      if ((await ended) === 'SIGKILL') kills++;
      await isAlone(killed);
      const again = await spawnCommand(variables(killed), ...args).ended;
      expect({ name, code: again }).toEqual({ name, code: expect.toBeOneOf([0, 3]) });
      expect({ name, state: await stateOf(killed) }).toEqual({ name, state: uninterrupted });
      await isAlone(killed);
      await admin.query(`DROP DATABASE ${killed} WITH (FORCE)`);
    }
  },
);

it('the last way back leaves nothing of Linekeeper', { timeout: 3_600_000 }, async () => {
  const rows = await stateOf(await stateBefore(COMMANDS.length));
  expect(rows.filter((row) => !row.startsWith('legacy'))).toEqual([]);
});
