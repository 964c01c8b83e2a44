import type pg from 'pg';

/**
 * The role that an address connects as, if it isn't the connected role itself: that one owns the tables. Null: the same role, or the
 * address names none.
 */
export async function otherRole(owner: pg.Client, url: string): Promise<string | null> {
  const role = decodeURIComponent(new URL(url).username);
  const { rows } = await owner.query<{ name: string }>('SELECT current_user AS name');
  return role && role !== rows[0]?.name ? role : null;
}

/** A sentence that says what to do if the role that serves requests doesn't exist. */
export async function roleProblems(owner: pg.Client, url: string): Promise<string[]> {
  const role = await otherRole(owner, url);
  if (role === null) return [];
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 1) return [];
  return [
    `The role ${role} of DATABASE_URL doesn't exist. Run as an administrator of the database: CREATE ROLE ${owner.escapeIdentifier(role)} LOGIN PASSWORD '…'.`,
  ];
}

/** The tables that exist, and that the role that serves requests can't use. */
export async function tablesWithoutRights(owner: pg.Client, url: string): Promise<string[]> {
  const role = await otherRole(owner, url);
  if (role === null) return [];
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_roles r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE r.rolname = $1 AND n.nspname = 'linekeeper' AND c.relkind = 'r' AND NOT (
       has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_table_privilege(r.oid, c.oid, 'SELECT')
       AND (c.relname = '_prisma_migrations' OR has_any_column_privilege(r.oid, c.oid, 'INSERT'))
     ) ORDER BY 1`,
    [role],
  );
  return rows.map(({ name }) => name);
}
