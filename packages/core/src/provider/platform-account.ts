import { run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { Prisma } from '../generated/client.ts';
import { PLATFORM_TOKEN, type ProviderCredentials } from './provider-credentials.ts';

/** For the operator: stores the platform's account at the provider, encrypted, instead of the one that is stored. */
export async function storePlatformAccount(
  ctx: Context,
  { accountSid, authToken }: ProviderCredentials,
): Promise<void> {
  const { client, config } = await authorizePlatform(ctx, 'platform:operate');
  const sealed = config.ring.seal(PLATFORM_TOKEN, authToken);
  await run(
    client,
    Prisma.sql`
      INSERT INTO linekeeper.platform_credentials (provider, account_sid, auth_token)
      VALUES ('twilio', ${accountSid}, ${sealed})
      ON CONFLICT (provider) DO UPDATE SET account_sid = excluded.account_sid, auth_token = excluded.auth_token
    `,
  );
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
