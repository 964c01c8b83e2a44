import { z } from 'zod';

/**
 * What a caller can be allowed to do. The server decides who has which permission.
 * `routing:read`: look up which tenant holds a line. `apiKey:manage`: create, see and revoke the tenant's keys.
 * `member:read`: see members and invitations. `member:manage`: end memberships, sessions and invitations.
 * `organization:read`, `organization:update`: the company's details and its settings for the phone provider.
 * `call:read`: see calls and how they are handled. `call:update`: change how they are handled. `provider:update`: store the provider's account.
 * `tenant:manage`: create, change and delete tenants. `platform:operate`: what only the operator's command line can do.
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
  'platform:operate',
]);
export type Permission = z.infer<typeof Permission>;
