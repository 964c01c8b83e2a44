import { SETTING_NAMES_MAX } from '@linekeeper/contract';
import { Prisma } from '../generated/client.ts';

/**
 * When the provider's account of the tenant `t` last changed. Of a change of many settings the history keeps only the first
 * names, so it can have changed the account.
 */
const ACCOUNT_STORED_AT = Prisma.sql`
  SELECT s.at FROM linekeeper.settings_events s
  WHERE s.tenant_id = t.id AND CASE WHEN s.setting = 'PROVIDER' THEN
    s.after @> '["accountSid"]' OR s.after @> '["authToken"]' OR jsonb_array_length(s.after) >= ${SETTING_NAMES_MAX}::int
  END
  ORDER BY s.id DESC LIMIT 1
`;

/** When the platform's account last changed. Null if the tenant `t` has its own account, which it doesn't affect. */
const PLATFORM_ACCOUNT_CHANGED_AT = Prisma.sql`
  SELECT p.changed_at FROM linekeeper.platform_credentials p
  WHERE p.provider = 'twilio'
    AND (coalesce(t.twilio_config ->> 'accountSid', '') = '' OR coalesce(t.twilio_config ->> 'authToken', '') = '')
`;

/**
 * When the line `l` was claimed, or the account of its holder `t` last changed if that was later. What happened before says
 * nothing about today's number and account. Null: the tenant holds no line.
 */
export const CALLS_COUNT_FROM = Prisma.sql`
  CASE WHEN l.claimed_at IS NOT NULL THEN greatest(l.claimed_at, (${ACCOUNT_STORED_AT}), (${PLATFORM_ACCOUNT_CHANGED_AT})) END
`;
