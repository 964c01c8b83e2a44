import type pg from 'pg';

/** Gives the role that serves requests the rows of our tables, and of the history reading alone. */
export async function grantRows(owner: pg.Client, url: string, tables: readonly string[]): Promise<void> {
  const role = decodeURIComponent(new URL(url).username);
  const { rows } = await owner.query<{ me: string }>('SELECT current_user AS me');
  if (!role || role === rows[0]?.me) return;
  const to = owner.escapeIdentifier(role);
  // Others may have tables here too, which are nothing to the server.
  const ours = tables.map((table) => `public.${owner.escapeIdentifier(table)}`).join(', ');
  await owner.query(`
    GRANT USAGE ON SCHEMA public TO ${to};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${ours} TO ${to};
    GRANT SELECT ON _prisma_migrations TO ${to};
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${to};
  `);
}
