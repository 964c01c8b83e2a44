import { run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { Prisma } from '../generated/client.ts';
import {
  PLATFORM_TOKEN,
  type ProviderCredentials,
  readPlatformAccount,
  type StoredPlatformAccount,
} from './provider-credentials.ts';

/**
 * For the operator: stores the platform's account at the provider, encrypted, instead of the one that is stored. Returns
 * whether it's another account or token: if so, companies without their own account wait for a new call.
 */
export async function storePlatformAccount(
  ctx: Context,
  { accountSid, authToken }: ProviderCredentials,
): Promise<boolean> {
  const { client, config } = await authorizePlatform(ctx, 'platform:operate');
  const [row] = await run<StoredPlatformAccount>(
    client,
    Prisma.sql`SELECT account_sid, auth_token FROM linekeeper.platform_credentials WHERE provider = 'twilio'`,
  );
  const stored = readPlatformAccount(config.ring, { ofPlatform: row ?? null });
  const isChange = stored?.accountSid !== accountSid || stored.authToken !== authToken;
  const sealed = config.ring.seal(PLATFORM_TOKEN, authToken);
  await run(
    client,
    Prisma.sql`
      INSERT INTO linekeeper.platform_credentials AS stored (provider, account_sid, auth_token, changed_at)
      VALUES ('twilio', ${accountSid}, ${sealed}, clock_timestamp())
      ON CONFLICT (provider) DO UPDATE SET account_sid = excluded.account_sid, auth_token = excluded.auth_token,
        changed_at = CASE WHEN ${isChange}::boolean THEN excluded.changed_at ELSE stored.changed_at END
    `,
  );
  return isChange;
}

/** For the operator: removes the platform's account. Returns its SID; null: none was stored. */
export async function removePlatformAccount(ctx: Context): Promise<string | null> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  const [removed] = await run<{ accountSid: string }>(
    client,
    Prisma.sql`
      DELETE FROM linekeeper.platform_credentials WHERE provider = 'twilio' RETURNING account_sid AS "accountSid"
    `,
  );
  return removed?.accountSid ?? null;
}
