import { randomUUID } from 'node:crypto';
import { signSessionToken } from 'linekeeper';
import type pg from 'pg';

/** The owner of a company of their own, signed in. */
export interface Owner {
  headers: Record<string, string>;
}

/** Makes a company with an owner and a session. */
export async function createOwner(db: pg.Client, name: string, secret: string): Promise<Owner> {
  const [id, session] = [randomUUID(), randomUUID()];
  await db.query(`INSERT INTO linekeeper.tenants (id, name, country) VALUES ($1, $2, 'US')`, [id, name]);
  await db.query(`INSERT INTO linekeeper.users (id, name, email) VALUES ($1, $2, $1 || '@company.example')`, [
    id,
    name,
  ]);
  await db.query(`INSERT INTO linekeeper.members (tenant_id, user_id, role) VALUES ($1, $1, 'owner')`, [id]);
  await db.query(
    `INSERT INTO linekeeper.sessions (token, user_id, expires_at, active_tenant_id) VALUES ($2, $1, now() + interval '1 day', $1)`,
    [id, session],
  );
  return {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${signSessionToken(session, secret)}` },
  };
}
