import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createBenchDatabase, openDatabaseServer } from '../bench-database.ts';
import { percentile, spreadOf } from '../statistics.ts';

// The cost of selecting a tenant's rows with PostgreSQL policies, compared with a filter that can't be forgotten.
const TENANTS = 2_000;
const CONNECTIONS = 8;
const ROUNDS = 6;
const MILLISECONDS = 1_500;

const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-rls-'));
const server = await openDatabaseServer(null, dataDir);
const database = await createBenchDatabase(server, 'linekeeper_rls');
try {
  const role = new URL(database.url).username;
  await database.owner.query(`
    INSERT INTO linekeeper.tenants (id, name) SELECT 'tenant-' || i, 'Company' FROM generate_series(1, ${TENANTS}) i;
    INSERT INTO linekeeper.lines (e164, tenant_id) SELECT '+1415' || (5230000 + i), 'tenant-' || i FROM generate_series(1, ${TENANTS}) i;
    CREATE TABLE guarded_numbers (LIKE inbound_numbers INCLUDING ALL);
    INSERT INTO guarded_numbers SELECT * FROM linekeeper.lines;
    ALTER TABLE guarded_numbers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON guarded_numbers USING (tenant_id = current_setting('linekeeper.tenant', true));
    GRANT SELECT ON guarded_numbers TO ${role};
    ANALYZE;
  `);
  const pool = new pg.Pool({ connectionString: database.url, max: CONNECTIONS });
  const sides = { filter: byFilter(pool), policy: byPolicy(pool) };
  await rate(sides.filter);
  await rate(sides.policy);
  const rounds: { filter: number; policy: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const policyFirst = round % 2 === 1 ? await rate(sides.policy) : null;
    const filter = await rate(sides.filter);
    rounds.push({ filter, policy: policyFirst ?? (await rate(sides.policy)) });
  }
  await pool.end();
  report(rounds);
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

type Read = (tenantId: string) => Promise<number>;

function byFilter(pool: pg.Pool): Read {
  const text = 'SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1';
  return async (tenantId) => (await pool.query({ name: 'filter', text, values: [tenantId] })).rows.length;
}

/** The tenant must be set in the transaction. Otherwise, a pooled connection would keep it for the next request. */
function byPolicy(pool: pg.Pool): Read {
  const set = "SELECT set_config('linekeeper.tenant', $1, true)";
  return async (tenantId) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query({ name: 'set', text: set, values: [tenantId] });
      const { rows } = await client.query({ name: 'policy', text: 'SELECT e164 FROM guarded_numbers' });
      await client.query('COMMIT');
      return rows.length;
    } finally {
      client.release();
    }
  };
}

/** Reads per second, each of another tenant. Each must find exactly its own row. */
async function rate(read: Read): Promise<number> {
  const begin = performance.now();
  let reads = 0;
  const worker = async () => {
    while (performance.now() - begin < MILLISECONDS) {
      const found = await read(`tenant-${1 + (reads++ % TENANTS)}`);
      if (found !== 1) throw new Error(`A tenant saw ${found} rows`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (reads * 1000) / (performance.now() - begin);
}

function report(rounds: { filter: number; policy: number }[]): void {
  const median = (values: number[]) => Math.round(percentile(values, 50)).toLocaleString('en');
  const { median: middle, min, max } = spreadOf(rounds.map(({ filter, policy }) => policy / filter));
  process.stdout.write(`A tenant's own row, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${MILLISECONDS} ms a side, in turn
  filter in the statement    ${median(rounds.map(({ filter }) => filter))} reads/s
  row-level security         ${median(rounds.map(({ policy }) => policy))} reads/s (BEGIN, set_config, SELECT, COMMIT)
  policy ÷ filter: ${middle.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})
`);
}
