import {
  CreateTenantInput,
  CreateTenantOutput,
  DeleteTenantInput,
  DeleteTenantOutput,
  err,
  GetTenantInput,
  GetTenantOutput,
  ListTenantsInput,
  ListTenantsOutput,
  ok,
  tenantHoldsNumber,
  tenantNotFound,
  UpdateTenantInput,
  UpdateTenantOutput,
} from '@linekeeper/contract';
import { platformProcedure, router } from '../trpc.ts';
import { createTenant, deleteTenant, getTenant, listTenants, updateTenant } from './tenants.ts';

/** The companies of the platform, for its other services. */
export const tenantRouter = router({
  create: platformProcedure
    .input(CreateTenantInput)
    .output(CreateTenantOutput)
    .mutation(async ({ ctx, input }) => ok(await createTenant(ctx.platform, input))),

  get: platformProcedure
    .input(GetTenantInput)
    .output(GetTenantOutput)
    .query(({ ctx, input }) => getTenant(ctx.platform, input.id)),

  list: platformProcedure
    .input(ListTenantsInput)
    .output(ListTenantsOutput)
    .query(({ ctx, input }) => listTenants(ctx.platform, input?.cursor)),

  update: platformProcedure
    .input(UpdateTenantInput)
    .output(UpdateTenantOutput)
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      const tenant = await updateTenant(ctx.platform, id, change);
      return tenant ? ok(tenant) : err(tenantNotFound());
    }),

  delete: platformProcedure
    .input(DeleteTenantInput)
    .output(DeleteTenantOutput)
    .mutation(async ({ ctx, input: { id, releaseNumber } }) => {
      const answer = await deleteTenant(ctx.platform, id, { releaseNumber });
      return answer === 'HOLDS_NUMBER' ? err(tenantHoldsNumber()) : ok({ deleted: answer === 'DELETED' });
    }),
});
