import { type DatabaseUrls, takeLock } from '@linekeeper/postgres';
import pg from 'pg';
import type { Passwords } from './passwords.ts';

export const OWNER = 'linekeeper_owner';
const SERVER = 'linekeeper';
const DATABASE = 'linekeeper';

/** The addresses of Linekeeper's database for its two roles. */
export function urlsOn(port: number, passwords: Passwords): DatabaseUrls {
  const url = `postgres://${SERVER}:${passwords.server}@127.0.0.1:${port}/${DATABASE}`;
  return { url, ownerUrl: addressOn(port, passwords, DATABASE) };
}

/** The owner's address of a database; absent: the one that every PostgreSQL has. */
export function addressOn(port: number, passwords: Passwords, database = 'postgres'): string {
  return `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/${database}`;
}

/** Makes the two roles and the database, unless they are there. Several processes can do so at once. */
export async function createRoles(port: number, passwords: Passwords): Promise<void> {
  const owner = new pg.Client({ connectionString: addressOn(port, passwords) });
  owner.on('error', () => {});
  await owner.connect();
  try {
    await takeLock(owner, 'roles');
    const { rows } = await owner.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rows.length > 0) return;
    // The database is last. If it exists, the roles do, too.
    await owner.query(`DROP ROLE IF EXISTS ${SERVER}`);
    await owner.query(`CREATE ROLE ${SERVER} LOGIN PASSWORD ${owner.escapeLiteral(passwords.server)}`);
    await owner.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await owner.end();
  }
}
