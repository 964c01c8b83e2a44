import type { TenantId } from '@linekeeper/db';
import { expect, it } from 'vitest';
import { type Principal, permissionsOf } from './principal.ts';

const tenant = { id: 'a tenant' as TenantId, name: 'Acme', country: null };
const person = (role: Principal['role']): Principal => ({
  kind: 'person',
  name: 'P',
  email: 'p@acme.example',
  tenant,
  role,
});

it.each([
  ['owner', ['inboundNumber:read', 'inboundNumber:update']],
  ['admin', ['inboundNumber:read', 'inboundNumber:update']],
  ['member', ['inboundNumber:read']],
  [null, []],
] as const)('%s may %j', (role, permissions) => {
  expect(permissionsOf(person(role))).toEqual(permissions);
});

it('allows nothing to a person of no tenant', () => {
  expect(permissionsOf({ ...person('owner'), tenant: null })).toEqual([]);
});
