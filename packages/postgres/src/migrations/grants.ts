import type pg from 'pg';
import { roleTimeouts } from '../pooler.ts';
import { otherRole } from './serving-rights.ts';

/** Tables on which the serving role has limited rights. On all others: SELECT, INSERT, UPDATE, DELETE. */
const GRANTS: Readonly<Record<string, string>> = {
  _prisma_migrations: 'SELECT',
  // It can't choose the order of the events (id) or their time (at).
  line_events:
    'SELECT, INSERT (e164, kind, from_tenant_id, to_tenant_id, actor_type, actor_id, actor_name, reason, request_id)',
  settings_events: 'SELECT, INSERT (tenant_id, setting, before, after, actor_type, actor_id, actor_name, request_id)',
};
const EVERYTHING = 'SELECT, INSERT, UPDATE, DELETE';

/** Grants the serving role exactly the rights that it needs on our tables, and revokes all others. */
export async function grantRows(owner: pg.Client, url: string): Promise<void> {
  const role = await otherRole(owner, url);
  if (role === null) return;
  const to = owner.escapeIdentifier(role);
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'linekeeper'::regnamespace ORDER BY 1`,
  );
  const grants = tables.map(({ name }) => {
    const table = `linekeeper.${owner.escapeIdentifier(name)}`;
    return `REVOKE ALL ON ${table} FROM ${to}; GRANT ${GRANTS[name] ?? EVERYTHING} ON ${table} TO ${to};`;
  });
  // One message is one transaction, so a running server never lacks a right meanwhile.
  await owner.query(`GRANT USAGE ON SCHEMA linekeeper TO ${to}; ${grants.join(' ')}`);
}

const NOT_ALLOWED = '42501';

/** Gives the role that serves requests its timeouts in this database, unless it is the owner or the owner can't. */
export async function grantTimeouts(owner: pg.Client, url: string, statementMs: number | undefined): Promise<void> {
  const role = decodeURIComponent(new URL(url).username);
  const { rows } = await owner.query<{ me: string; database: string }>(
    'SELECT current_user AS me, current_database() AS database',
  );
  const [here] = rows;
  if (statementMs === undefined || !role || !here || role === here.me) return;
  const names = [role, here.database].map((name) => owner.escapeIdentifier(name)) as [string, string];
  try {
    await owner.query(roleTimeouts(...names, statementMs).join('; '));
  } catch (error) {
    // The start checks the timeouts, and says what to do.
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
  }
}
