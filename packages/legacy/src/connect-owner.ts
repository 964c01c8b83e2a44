import { authorizeOwner, type OwnerContext, type OwnerHandle } from '@linekeeper/core';
import { SEARCH_PATH, withSettings } from '@linekeeper/postgres';
import pg from 'pg';

/** A session of the role that owns our tables, if the caller has the permission. The caller ends it. */
export async function connectOwner(operator: OwnerContext): Promise<{ client: pg.Client; owner: OwnerHandle }> {
  const owner = await authorizeOwner(operator, 'platform:operate');
  const client = new pg.Client({
    // The role's time limits for requests are too short to read a million companies.
    connectionString: withSettings(owner.urls.ownerUrl, {
      search_path: SEARCH_PATH,
      statement_timeout: 0,
      idle_in_transaction_session_timeout: 0,
      // Rows that a policy hides are an error, and not companies that don't exist.
      row_security: 'off',
    }),
    application_name: 'linekeeper takeover',
    keepAlive: true,
  });
  // If the connection breaks, the running query fails. Without a handler, the event would end the process.
  client.on('error', () => {});
  await client.connect();
  return { client, owner };
}
