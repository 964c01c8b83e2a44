import type pg from 'pg';
import { readHistory } from './history.ts';
import { type Migration, readMigrations } from './migration-files.ts';
import { roleProblems, tablesWithoutRights } from './serving-rights.ts';

/** What a migration would do. */
export interface MigrationPlan {
  /** Will be applied, in this order. */
  pending: readonly Migration[];
  /** Why nothing can be applied now. Each is a sentence that says what to do. */
  problems: readonly string[];
  /** Started by a process that ended before the script ran. */
  unfinished: readonly string[];
  /** Tables that exist already, and that the role that serves requests can't use. A migration grants what it needs. */
  withoutRights: readonly string[];
}

const OLDEST_VERSION = 14;

/** Checks everything that could prevent a migration. Changes nothing, and reads nothing in other schemas. `url`: of the serving role. */
export async function planMigrations(
  client: pg.Client,
  { url, folder }: { url: string; folder?: string | undefined },
): Promise<MigrationPlan> {
  const migrations = await readMigrations(folder);
  const history = await readHistory(client);
  const pending = migrations.filter(({ name }) => !history.applied.has(name));
  const role = await roleProblems(client, url);
  const withoutRights = await tablesWithoutRights(client, url);
  if (pending.length === 0) return { pending, problems: role, unfinished: [], withoutRights };
  const names = new Set(migrations.map(({ name }) => name));
  return {
    pending,
    withoutRights,
    problems: [
      ...role,
      ...(await serverProblems(client)),
      ...history.unfinished.filter((name) => !names.has(name)).map(unknownProblem),
      ...(history.there ? [] : await strangerProblems(client)),
    ],
    unfinished: history.unfinished.filter((name) => names.has(name)),
  };
}

async function serverProblems(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{
    me: string;
    database: string;
    version: string;
    exists: boolean;
    creates: boolean;
  }>(`
    SELECT current_user AS me, current_database() AS database, current_setting('server_version') AS version,
      n.oid IS NOT NULL AS exists,
      CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE')
        ELSE has_schema_privilege(n.oid, 'CREATE') END AS creates
    FROM (SELECT to_regnamespace('linekeeper') AS oid) AS n
  `);
  const [server] = rows;
  if (!server) return [];
  const { me, database, version, exists, creates } = server;
  return [
    ...(Number.parseInt(version, 10) < OLDEST_VERSION
      ? [`This is PostgreSQL ${version}. Linekeeper needs PostgreSQL ${OLDEST_VERSION} or newer.`]
      : []),
    ...(creates
      ? []
      : exists
        ? [
            `The role ${me} can't create tables in the schema linekeeper. Run: ALTER SCHEMA linekeeper OWNER TO "${me}".`,
          ]
        : [
            `The role ${me} can't create the schema linekeeper. Run: CREATE SCHEMA linekeeper AUTHORIZATION "${me}" (or GRANT CREATE ON DATABASE "${database}" TO "${me}"), or set DATABASE_OWNER_URL to a role that can.`,
          ]),
  ];
}

function unknownProblem(name: string): string {
  return `Another version of Linekeeper started the migration ${name} and didn't finish it. Call migrate() of that version first (stand-alone server: run "linekeeper migrate").`;
}

/** The engine starts only in an empty schema, because existing tables could belong to another product. */
async function strangerProblems(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = to_regnamespace('linekeeper')
     ORDER BY 1 LIMIT 3`,
  );
  if (rows.length === 0) return [];
  return [
    `The schema linekeeper already has tables (${rows.map(({ name }) => `"${name}"`).join(', ')}) that Linekeeper didn't create. Move them to another schema, or use another database.`,
  ];
}
