import { z } from 'zod';

/**
 * What a caller may be allowed to do. Who may is decided on the server.
 * `routing:read`: learn whose line a number is, of any tenant. `apiKey:manage`: make, see and revoke the tenant's keys.
 * `member:read`: see who is a member or invited. `member:manage`: end memberships, sessions and invitations.
 * `organization:read`, `organization:update`: the company's details and its settings with the provider.
 */
export const Permission = z.enum([
  'inboundNumber:read',
  'inboundNumber:update',
  'routing:read',
  'apiKey:manage',
  'member:read',
  'member:manage',
  'organization:read',
  'organization:update',
]);
export type Permission = z.infer<typeof Permission>;
