import type pg from 'pg';

/** The role that serves requests. */
export interface ServingRole {
  name: string;
  /** What it may do beyond reading and writing rows, in words; empty where it is as it should be. */
  excess: string[];
}

const EXCESS = {
  superuser: 'is a superuser',
  creates_roles: 'may create roles',
  creates_databases: 'may create databases',
  bypasses_policies: 'passes by row-level security',
  creates_tables: 'may create tables',
  owns_tables: 'owns tables',
} as const;

/** Asks the catalogue what the connected role may do. */
export async function describeServingRole(pool: pg.Pool): Promise<ServingRole> {
  const { rows } = await pool.query<{ name: string } & Record<keyof typeof EXCESS, boolean>>(`
    SELECT rolname AS name, rolsuper AS superuser, rolcreaterole AS creates_roles, rolcreatedb AS creates_databases,
      rolbypassrls AS bypasses_policies, has_schema_privilege(oid, 'public', 'CREATE') AS creates_tables,
      EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace) AS owns_tables
    FROM pg_roles WHERE rolname = current_user
  `);
  const [role] = rows;
  if (!role) throw new Error('The catalogue does not know the connected role');
  const names = Object.keys(EXCESS) as (keyof typeof EXCESS)[];
  return { name: role.name, excess: names.filter((name) => role[name]).map((name) => EXCESS[name]) };
}
