import { type ApiKeyScope, Permission } from '@linekeeper/contract';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '../tenant/tenant-id.ts';
import { permissionsOf } from './permissions.ts';
import type { Operator, Person, Service } from './principal.ts';

const tenant = { id: 'a tenant' as TenantId, name: 'Acme', country: null };

const MEMBERS = ['member:read', 'member:manage'] as const;
const CALLS = ['call:read', 'call:update', 'provider:update'] as const;
const ORGANIZATION = ['organization:read', 'organization:update'] as const;

describe('a person', () => {
  const person = (role: Person['role']): Person => ({
    kind: 'person',
    id: 'ada',
    name: 'P',
    email: 'p@acme.example',
    tenant,
    role,
  });

  it.each([
    ['owner', ['inboundNumber:read', 'inboundNumber:update', 'apiKey:manage', ...MEMBERS, ...CALLS, ...ORGANIZATION]],
    [
      'admin',
      ['inboundNumber:read', 'inboundNumber:update', 'apiKey:manage', 'member:read', ...CALLS, ...ORGANIZATION],
    ],
    ['member', ['inboundNumber:read', 'call:read', 'organization:read']],
    [null, []],
  ] as const)('the role %s allows %j', (role, permissions) => {
    expect(permissionsOf(person(role))).toEqual(permissions);
  });

  it('without a tenant can do nothing', () => {
    expect(permissionsOf({ ...person('owner'), tenant: null })).toEqual([]);
  });
});

describe('a service', () => {
  const service = (...scopes: ApiKeyScope[]): Service => ({
    kind: 'service',
    keyId: 'a key',
    name: 'a key',
    tenant,
    scopes,
  });

  it.each(['inboundNumber:read', 'inboundNumber:update', 'routing:read'] as const)(
    'a key with the scope %s can do that and nothing else',
    (scope) => {
      expect(permissionsOf(service(scope))).toEqual([scope]);
    },
  );

  it('a key with the scope call:update can see and change call handling, but not the account', () => {
    expect(permissionsOf(service('call:update'))).toEqual(['call:read', 'call:update']);
  });

  it('a platform key has its scopes, and no key of a tenant has them', () => {
    const act = service('tenant:act', 'tenant:manage');
    const number = ['inboundNumber:read', 'inboundNumber:update'];
    expect(permissionsOf({ ...act, ofPlatform: true })).toEqual([...number, 'tenant:manage']);
    expect(permissionsOf(act)).toEqual([]);
  });

  it('a key without scopes can do nothing', () => {
    expect(permissionsOf(service())).toEqual([]);
  });

  it("a key can never manage keys, people or a company's provider settings", () => {
    const permissions = permissionsOf(service(...(Permission.options as ApiKeyScope[])));
    for (const ofPeople of ['apiKey:manage', ...MEMBERS, 'provider:update', ...ORGANIZATION])
      expect(permissions).not.toContain(ofPeople);
  });
});

it('the operator can manage the platform, its companies and their access, and nothing that belongs to a company', () => {
  const operator: Operator = { kind: 'operator', name: 'root', tenant, reason: null };
  const expected = ['apiKey:manage', ...MEMBERS, 'tenant:manage', 'platform:operate'];
  expect(permissionsOf(operator)).toEqual(expected);
  expect(permissionsOf({ ...operator, tenant: null })).toEqual(expected);
});

it("a host's caller can do what the host says, and nothing else", () => {
  const actor = { type: 'PERSON', id: 'ada', name: 'Ada' } as const;
  const permissions = ['call:read', 'inboundNumber:read', 'invented'] as Permission[];
  expect(permissionsOf({ kind: 'host', actor, tenant, permissions })).toEqual(['inboundNumber:read', 'call:read']);
});
