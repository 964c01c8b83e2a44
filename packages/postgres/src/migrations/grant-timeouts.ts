import type pg from 'pg';
import { roleTimeouts } from '../pooler.ts';

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
