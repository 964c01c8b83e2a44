import {
  CheckAvailabilityInput,
  CheckAvailabilityOutput,
  ExplainRouteInput,
  GetHistoryInput,
  GetHistoryOutput,
  GetInboundNumberOutput,
  ReleaseInboundNumberInput,
  ReleaseInboundNumberOutput,
  ResolveInput,
  ResolveManyInput,
  ResolveManyOutput,
  ResolveOutput,
  RouteExplanation,
  SetInboundNumberInput,
  SetInboundNumberOutput,
} from '@linekeeper/contract';
import { explainRoute } from '../call/explain-route.ts';
import { procedureFor, router, routingProcedure } from '../trpc.ts';
import { getInboundNumber } from './inbound-number.ts';
import { tenantHistory } from './line-history.ts';
import { lineResolverOf } from './line-resolver.ts';
import { checkAvailability, releaseExpectedNumber, setInboundNumber } from './number-procedures.ts';

export const phoneRouter = router({
  resolve: routingProcedure
    .input(ResolveInput)
    .output(ResolveOutput)
    .query(async ({ ctx: { db, onlyOf }, input: { phoneNumber } }) => {
      if (onlyOf === null) return lineResolverOf(db).resolve(phoneNumber);
      const [line] = await lineResolverOf(db).resolveMany([phoneNumber], onlyOf);
      return line ?? null;
    }),

  resolveMany: routingProcedure
    .input(ResolveManyInput)
    .output(ResolveManyOutput)
    .query(({ ctx: { db, onlyOf }, input: { phoneNumbers } }) => lineResolverOf(db).resolveMany(phoneNumbers, onlyOf)),

  checkAvailability: procedureFor('inboundNumber:update')
    .input(CheckAvailabilityInput)
    .output(CheckAvailabilityOutput)
    .query(({ ctx, input }) => checkAvailability(ctx.tenant, input)),

  setInboundNumber: procedureFor('inboundNumber:update')
    .input(SetInboundNumberInput)
    .output(SetInboundNumberOutput)
    .mutation(({ ctx, input }) => setInboundNumber(ctx.tenant, input)),

  explainRoute: procedureFor('call:read')
    .input(ExplainRouteInput)
    .output(RouteExplanation)
    .query(({ ctx, input }) => explainRoute(ctx.tenant, input.phoneNumber, new Date(input.at))),

  getHistory: procedureFor('inboundNumber:read')
    .input(GetHistoryInput)
    .output(GetHistoryOutput)
    .query(({ ctx, input }) => tenantHistory(ctx.tenant, input?.cursor)),

  getInboundNumber: procedureFor('inboundNumber:read')
    .output(GetInboundNumberOutput)
    .query(({ ctx }) => getInboundNumber(ctx.tenant)),

  releaseInboundNumber: procedureFor('inboundNumber:update')
    .input(ReleaseInboundNumberInput)
    .output(ReleaseInboundNumberOutput)
    .mutation(({ ctx, input }) => releaseExpectedNumber(ctx.tenant, input.expected)),
});
