import { Permission } from '@linekeeper/contract';
import {
  authorize,
  availabilityOf,
  type Cause,
  claimInboundNumber,
  createApiKey,
  createContext,
  type DatabaseScope,
  endMemberSessions,
  explainRoute,
  getInboundNumber,
  type Invited,
  inviteMember,
  listApiKeys,
  listCalls,
  listInvitations,
  listMembers,
  operatorContext,
  readOrganization,
  readVoiceSetup,
  releaseInboundNumber,
  removeMember,
  revokeApiKey,
  setMemberRole,
  spendNumberBudget,
  storeOrganization,
  type TenantHandle,
  type TenantId,
  tenantHistory,
  withdrawInvitation,
} from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { TEST_CAUSE } from './test-cause.ts';

/** A tenant's rows, for a host with every permission. Like every caller, it goes through `authorize`. */
export function rowsOf(db: DatabaseScope, tenantId: TenantId, { actor, requestId = null }: Cause = TEST_CAUSE) {
  const context = createContext({
    db,
    requestId,
    resolvePrincipal: async () => ({
      kind: 'host',
      actor,
      tenant: { id: tenantId, name: tenantId, country: null },
      permissions: Permission.options,
    }),
  });
  const on =
    <Args extends unknown[], T>(work: (handle: TenantHandle, ...args: Args) => T | Promise<T>) =>
    async (...args: Args): Promise<T> =>
      work(await authorize(context, 'inboundNumber:update'), ...args);
  return {
    inboundNumber: on(getInboundNumber),
    claimInboundNumber: on(claimInboundNumber),
    releaseInboundNumber: on(releaseInboundNumber),
    availabilityOf: on(availabilityOf),
    lineHistory: on(tenantHistory),
    organization: on(readOrganization),
    updateOrganization: on(storeOrganization),
    spendNumberBudget: on(({ client, config }, phoneNumber: PhoneNumber, keeping: number) =>
      spendNumberBudget(client, config.budget, { tenantId, phoneNumber, keeping }),
    ),
    apiKeys: { create: on(createApiKey), list: on(listApiKeys), revoke: on(revokeApiKey) },
    calls: { setup: on(readVoiceSetup), list: on(listCalls), explain: on(explainRoute) },
    members: {
      list: on(listMembers),
      setRole: on(setMemberRole),
      remove: on(removeMember),
      endSessions: on(endMemberSessions),
    },
    invitations: {
      list: on(listInvitations),
      create: on(async (handle, invited: Invited) => {
        const made = await inviteMember(handle, invited);
        if (!made.ok) throw new Error(made.error.message);
        return made.data;
      }),
      withdraw: on(withdrawInvitation),
    },
  };
}

/** The operator, as at the command line. */
export function operatorOf(db: DatabaseScope, reason: string | null = null) {
  return operatorContext(db, { name: 'operator', reason });
}
