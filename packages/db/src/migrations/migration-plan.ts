import type pg from 'pg';
import { type History, readHistory } from './history.ts';
import { legacyNotes, legacyProblems, TENANTS } from './legacy-tenants.ts';
import { type Migration, readMigrations } from './migration-files.ts';
import { isMade, obstacles } from './obstacles.ts';

/** What there is to do to a database. */
export interface MigrationPlan {
  /** To be applied, in order; the first is only written down where the legacy table is taken over. */
  pending: readonly Migration[];
  /** Whether the legacy system's table is taken as what the first migration makes. */
  takesOver: boolean;
  /** Why nothing may be applied as things stand, a sentence each that says what to do. */
  problems: readonly string[];
  /** What works and had better be known, a sentence each. */
  notes: readonly string[];
  /** Of ours, started by a process that ended before its script was run. */
  unfinished: readonly string[];
  /** Of ours, run by a process that ended before it was written down, as releases before this one could. */
  unrecorded: readonly string[];
}

const OLDEST_VERSION = 14;

/** Looks at everything that could be in the way of any migration, and changes nothing. */
export async function planMigrations(client: pg.Client): Promise<MigrationPlan> {
  const migrations = await readMigrations();
  const history = await readHistory(client);
  const unrecorded: string[] = [];
  for (const migration of migrations) {
    if (history.unfinished.includes(migration.name) && (await isMade(client, migration)))
      unrecorded.push(migration.name);
  }
  const pending = migrations.filter(({ name }) => !history.applied.has(name) && !unrecorded.includes(name));
  const [first] = migrations;
  if (!first || pending.length === 0) {
    return { pending, takesOver: false, problems: [], notes: [], unfinished: [], unrecorded };
  }
  const names = new Set(migrations.map(({ name }) => name));
  const legacy = await isTable(client, TENANTS);
  const takesOver = legacy && pending[0] === first;
  const problems = [
    ...(await serverProblems(client)),
    ...history.unfinished.filter((name) => !names.has(name)).map(foreignProblem),
    ...(takesOver ? [...(await ownerProblems(client, history)), ...(await legacyProblems(client, first))] : []),
    ...(legacy || history.there ? [] : await strangerProblems(client)),
    ...(await obstacles(client, takesOver ? pending.slice(1) : pending)),
  ];
  return {
    pending,
    takesOver,
    problems,
    notes: legacy ? [...(takesOver ? historyNotes(history, names) : []), ...(await legacyNotes(client, first))] : [],
    unfinished: history.unfinished.filter((name) => names.has(name) && !unrecorded.includes(name)),
    unrecorded,
  };
}

async function isTable(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_class WHERE relname = $1 AND relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    [name],
  );
  return rows.length > 0;
}

async function serverProblems(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ me: string; version: string; creates: boolean }>(
    `SELECT current_user AS me, current_setting('server_version') AS version,
       has_schema_privilege('public', 'CREATE') AS creates`,
  );
  const [server] = rows;
  if (!server) return [];
  const { me, version, creates } = server;
  return [
    ...(Number.parseInt(version, 10) < OLDEST_VERSION
      ? [`This is PostgreSQL ${version}, and Linekeeper needs ${OLDEST_VERSION} or newer.`]
      : []),
    ...(creates
      ? []
      : [`The role ${me} may not create tables in the schema public. GRANT CREATE ON SCHEMA public TO "${me}".`]),
  ];
}

function foreignProblem(name: string): string {
  return `The history in _prisma_migrations has a migration of another system, ${name}, that was started and not finished. Finish it there: prisma migrate resolve.`;
}

async function ownerProblems(client: pg.Client, { there }: History): Promise<string[]> {
  const { rows } = await client.query<{ name: string; owner: string; me: string }>(
    `SELECT relname AS name, pg_get_userbyid(relowner) AS owner, current_user AS me FROM pg_class
     WHERE relname = ANY ($1) AND relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND NOT pg_has_role(relowner, 'USAGE')`,
    [there ? [TENANTS, '_prisma_migrations'] : [TENANTS]],
  );
  return rows.map(
    ({ name, owner, me }) =>
      `The table ${name} belongs to the role ${owner}, and ${me} migrates. Let DATABASE_OWNER_URL be ${owner}, or GRANT "${owner}" TO "${me}".`,
  );
}

/** The engine begins in an empty database alone, for what it finds might be somebody's. */
async function strangerProblems(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
     ORDER BY 1 LIMIT 3`,
  );
  if (rows.length === 0) return [];
  return [
    `The schema public has tables already (${rows.map(({ name }) => `"${name}"`).join(', ')}), and none of them is the legacy system's "tenants". Give Linekeeper a database of its own, or one with that table.`,
  ];
}

function historyNotes({ applied }: History, ours: ReadonlySet<string>): string[] {
  const others = [...applied].filter((name) => !ours.has(name));
  return others.length === 0
    ? []
    : [
        `The history in _prisma_migrations also has ${others.length} of another system; they stay. There, «prisma migrate deploy» goes on working; «migrate dev», «migrate reset» and «db push» would drop what Linekeeper makes.`,
      ];
}
