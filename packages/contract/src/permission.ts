import { z } from 'zod';

/**
 * What a caller may be allowed to do. Who may is decided on the server.
 * `routing:read`: learn whose line a number is, of any tenant. `apiKey:manage`: make, see and revoke the tenant's keys.
 * `organization:read`, `organization:update`: the company's details and its settings with the provider.
 */
export const Permission = z.enum([
  'inboundNumber:read',
  'inboundNumber:update',
  'routing:read',
  'apiKey:manage',
  'organization:read',
  'organization:update',
]);
export type Permission = z.infer<typeof Permission>;
