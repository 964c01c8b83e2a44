import type pg from 'pg';

/** The role that serves requests. */
export interface ServingRole {
  name: string;
  /** What it can do besides reading and writing rows, in words. Empty if it has only the rights that it needs. */
  excess: string[];
}

const EXCESS = {
  superuser: 'is a superuser',
  creates_roles: 'can create roles',
  creates_databases: 'can create databases',
  bypasses_policies: 'bypasses row-level security',
  replicates: 'can copy the whole server by replication',
  creates_tables: 'can create tables',
  owns_tables: 'owns tables',
  runs_programs: 'can run programs on the database server',
  reads_files: 'can read files of the database server',
  writes_files: 'can write files of the database server',
  reads_all: 'can read every table',
  writes_all: 'can write every table',
  ends_connections: 'can end connections of others',
} as const;

type Excess = keyof typeof EXCESS;
const NAMES = Object.keys(EXCESS) as Excess[];

/**
 * Reads from the catalog what the connected role can do, including after `SET ROLE`. Every role that it's a member of counts,
 * directly or not, with or without inheritance.
 */
export async function describeServingRole(pool: pg.Pool): Promise<ServingRole> {
  const { rows } = await pool.query<{ name: string; itself: boolean } & Record<Excess, boolean>>(`
    SELECT rolname AS name, rolname = session_user AS itself, rolsuper AS superuser, rolcreaterole AS creates_roles,
      rolcreatedb AS creates_databases, rolbypassrls AS bypasses_policies, rolreplication AS replicates,
      has_schema_privilege(oid, 'linekeeper', 'CREATE') AS creates_tables,
      EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relnamespace = 'linekeeper'::regnamespace) AS owns_tables,
      rolname = 'pg_execute_server_program' AS runs_programs, rolname = 'pg_read_server_files' AS reads_files,
      rolname = 'pg_write_server_files' AS writes_files, rolname = 'pg_read_all_data' AS reads_all,
      rolname = 'pg_write_all_data' AS writes_all, rolname = 'pg_signal_backend' AS ends_connections
    FROM pg_roles r
    WHERE pg_has_role(session_user, oid, 'MEMBER')
    ORDER BY rolname
  `);
  const role = rows.find(({ itself }) => itself);
  if (!role) throw new Error("The connected role isn't in the catalog");
  const own = NAMES.filter((name) => role[name]);
  // A superuser can become every role.
  const others = role.superuser ? [] : rows.filter(({ itself }) => !itself);
  const borrowed = others.flatMap((other) =>
    NAMES.filter((name) => other[name] && !role[name]).map(
      (name) => `is a member of ${other.name}, which ${EXCESS[name]}`,
    ),
  );
  return { name: role.name, excess: [...own.map((name) => EXCESS[name]), ...borrowed] };
}
