import { z } from 'zod';

/**
 * What an API key can be created for. A key can't create other keys. Only platform keys have the last two: `tenant:manage`
 * creates, changes and deletes tenants, and `tenant:act` reads and changes the number of any tenant that a request names.
 */
export const ApiKeyScope = z.enum([
  'inboundNumber:read',
  'inboundNumber:update',
  'routing:read',
  'call:update',
  'tenant:manage',
  'tenant:act',
]);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** The scopes that people can give to their company's keys. Only the operator can give the others: most reach
 * across companies, and with `call:update` a leaked key could send calls elsewhere. */
export const TenantKeyScope = ApiKeyScope.exclude(['routing:read', 'call:update', 'tenant:manage', 'tenant:act']);
export type TenantKeyScope = z.infer<typeof TenantKeyScope>;
