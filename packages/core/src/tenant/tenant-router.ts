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

/** The platform's own companies, for its other services. */
export const tenantRouter = router({
  create: platformProcedure
    .input(CreateTenantInput)
    .output(CreateTenantOutput)
    .mutation(async ({ ctx, input }) => ok(await ctx.tenants.create(input))),

  get: platformProcedure
    .input(GetTenantInput)
    .output(GetTenantOutput)
    .query(({ ctx, input }) => ctx.tenants.find(input.id)),

  list: platformProcedure
    .input(ListTenantsInput)
    .output(ListTenantsOutput)
    .query(({ ctx, input }) => ctx.tenants.list(input?.cursor)),

  update: platformProcedure
    .input(UpdateTenantInput)
    .output(UpdateTenantOutput)
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      const tenant = await ctx.tenants.update(id, change);
      return tenant ? ok(tenant) : err(tenantNotFound());
    }),

  delete: platformProcedure
    .input(DeleteTenantInput)
    .output(DeleteTenantOutput)
    .mutation(async ({ ctx, input: { id, releaseNumber } }) => {
      const answer = await ctx.tenants.delete(id, { releaseNumber });
      return answer === 'HOLDS_NUMBER' ? err(tenantHoldsNumber()) : ok({ deleted: answer === 'DELETED' });
    }),
});
