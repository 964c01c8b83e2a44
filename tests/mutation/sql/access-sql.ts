import { type SqlMutant, sqlMutants } from './sql-mutant.ts';

const PRINCIPAL = ['tests/database/principal.test.ts'];
const SESSIONS = ['tests/database/principal.test.ts', 'tests/contract/session-tenant.contract.test.ts'];
const CHOOSE =
  'WHERE s.token = ${token} AND s.expires_at > now() AND m.user_id = s.user_id AND m.tenant_id = ${tenantId}';

/** Who calls, and for which company. */
export const ACCESS_SQL: readonly SqlMutant[] = [
  ...sqlMutants('packages/core/src/session/session-holder.ts', PRINCIPAL, [
    ['WHERE s.token = asked.token AND s.expires_at > now()', 'WHERE s.expires_at > now()'],
    ['WHERE s.token = asked.token AND s.expires_at > now()', 'WHERE s.token = asked.token'],
    ['ON m.user_id = s.user_id', 'ON true'],
    ['ON u.id = s.user_id', 'ON true'],
    ['ON t.id = m.tenant_id', 'ON true'],
    ['LEFT JOIN linekeeper.members', 'JOIN linekeeper.members'],
    ['coalesce(asked.named, s.active_tenant_id)', 'coalesce(s.active_tenant_id, asked.named)'],
    ['coalesce(asked.named, s.active_tenant_id)', 's.active_tenant_id'],
    ['coalesce(asked.named, s.active_tenant_id)', 'asked.named'],
    ['coalesce(asked.named, s.active_tenant_id) DESC', 'coalesce(asked.named, s.active_tenant_id)'],
    ['(count(m.id) OVER ())::int', '1'],
    ['      LIMIT 1\n', ''],
  ]),
  ...sqlMutants('packages/core/src/session/session-tenants.ts', SESSIONS, [
    ['m.tenant_id = s.active_tenant_id, count(*) OVER () = 1', 'm.tenant_id = s.active_tenant_id, false'],
    ['m.tenant_id = s.active_tenant_id, count(*) OVER () = 1', 'm.tenant_id = s.active_tenant_id, true'],
    ['coalesce(m.tenant_id = s.active_tenant_id, count(*) OVER () = 1)', 'count(*) OVER () = 1'],
    ['ON m.user_id = s.user_id', 'ON true'],
    ['WHERE s.token = ${token} AND s.expires_at > now()\n    ORDER', 'WHERE s.expires_at > now()\n    ORDER'],
    ['WHERE s.token = ${token} AND s.expires_at > now()\n    ORDER', 'WHERE s.token = ${token}\n    ORDER'],
    ['ORDER BY current DESC, m.created_at', 'ORDER BY m.created_at'],
    ['ORDER BY current DESC, m.created_at, m.id', 'ORDER BY current DESC, m.created_at DESC, m.id'],
    [CHOOSE, 'WHERE s.expires_at > now() AND m.user_id = s.user_id AND m.tenant_id = ${tenantId}'],
    [CHOOSE, 'WHERE s.token = ${token} AND m.user_id = s.user_id AND m.tenant_id = ${tenantId}'],
    [CHOOSE, 'WHERE s.token = ${token} AND s.expires_at > now() AND m.tenant_id = ${tenantId}'],
    [CHOOSE, 'WHERE s.token = ${token} AND s.expires_at > now() AND m.user_id = s.user_id'],
  ]),
  ...sqlMutants('packages/core/src/api-key/api-key-holder.ts', PRINCIPAL, [
    ['WHERE k.hash = ${hash} AND', 'WHERE'],
    ['AND k.revoked_at IS NULL AND', 'AND'],
    [' AND (k.expires_at IS NULL OR k.expires_at > now())', ''],
    ['k.expires_at IS NULL OR k.expires_at > now()', 'k.expires_at > now()'],
    ['ON t.id = k.tenant_id', 'ON true'],
    ['LEFT JOIN linekeeper.tenants', 'JOIN linekeeper.tenants'],
  ]),
];
