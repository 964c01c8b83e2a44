import { z } from 'zod';

/** What an API key can be created for. Each scope gives the permission of the same name. A key can't create other keys. */
export const ApiKeyScope = z.enum(['inboundNumber:read', 'inboundNumber:update', 'routing:read']);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** The scopes that people can give to their company's keys. Only the operator can give `routing:read`, which reads across companies. */
export const TenantKeyScope = ApiKeyScope.exclude(['routing:read']);
export type TenantKeyScope = z.infer<typeof TenantKeyScope>;
