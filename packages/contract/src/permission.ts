import { z } from 'zod';

/**
 * What a caller can be allowed to do. The server decides who has which permission.
 * `routing:read`: look up which tenant holds a line. `apiKey:manage`: create, see and revoke the tenant's keys.
 * `member:read`: see members and invitations. `member:manage`: end memberships, sessions and invitations.
 * `organization:read`, `organization:update`: the company's details and its settings for the phone provider.
 * `call:read`: see calls and what they do. `call:update`: change what they do. `provider:update`: store the provider's account.
 */
export const Permission = z.enum([
  'inboundNumber:read',
  'inboundNumber:update',
  'routing:read',
  'apiKey:manage',
  'member:read',
  'member:manage',
  'call:read',
  'call:update',
  'provider:update',
  'organization:read',
  'organization:update',
  'tenant:manage',
]);
export type Permission = z.infer<typeof Permission>;
