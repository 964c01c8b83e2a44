/**
 * The header that names the tenant that a request acts for. A person can name any tenant that they are a member of. The
 * header takes precedence over the tenant of the session and doesn't change the session. A tenant's key can only name
 * its own tenant. A platform key with `tenant:act` can name every tenant that exists.
 */
export const TENANT_HEADER = 'linekeeper-tenant';

/** Why a request of a known caller has no tenant. The fault is FORBIDDEN, with one of these messages. */
export const NO_TENANT_MESSAGES = {
  NOT_CHOSEN: `Choose a company first: in the dashboard, with POST /api/session/tenant, or with the header ${TENANT_HEADER}`,
  NOT_A_MEMBER: `You can't act for the company that is named in the header ${TENANT_HEADER}`,
  NO_SUCH_TENANT: `There is no company with the id that is named in the header ${TENANT_HEADER}`,
} as const;
export type NoTenantReason = keyof typeof NO_TENANT_MESSAGES;
