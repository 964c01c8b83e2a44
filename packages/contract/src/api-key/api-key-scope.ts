import { z } from 'zod';

/** What an API key may be made for. Each scope allows the permission of its name; a key cannot make other keys. */
export const ApiKeyScope = z.enum(['inboundNumber:read', 'inboundNumber:update', 'routing:read']);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** What a company's people may make keys for. `routing:read` looks across companies: the operator gives it. */
export const TenantKeyScope = ApiKeyScope.exclude(['routing:read']);
export type TenantKeyScope = z.infer<typeof TenantKeyScope>;
