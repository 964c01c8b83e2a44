import { z } from 'zod';

/** What an API key can be created for. Each scope gives the permission of the same name. A key can't create other keys. */
export const ApiKeyScope = z.enum(['inboundNumber:read', 'inboundNumber:update', 'routing:read', 'call:update']);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/**
 * The scopes that people can give to their company's keys. Only the operator can give the others: `routing:read` reads
 * across companies, and with `call:update` a leaked key could send calls elsewhere.
 */
export const TenantKeyScope = ApiKeyScope.exclude(['routing:read', 'call:update']);
export type TenantKeyScope = z.infer<typeof TenantKeyScope>;
