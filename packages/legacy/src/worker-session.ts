import type { Queryable } from '@linekeeper/postgres';

/** The first words of the names of the sessions that follow the legacy table. */
export const FOLLOWER = 'linekeeper legacy worker';
const KEY = `${FOLLOWER}, key `;

/** The name of a worker's session. It says which key the server encrypts with, so that commands can compare theirs. */
export function workerSessionName(keyId: string | undefined): string {
  return keyId === undefined ? FOLLOWER : `${KEY}${keyId}`;
}

/** The ids of the keys that the connected servers encrypt with. */
export async function serverKeyIds(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT substr(application_name, length($1) + 1) AS id FROM pg_stat_activity
     WHERE datname = current_database() AND starts_with(application_name, $1) ORDER BY 1`,
    [KEY],
  );
  return rows.map(({ id }) => id);
}
