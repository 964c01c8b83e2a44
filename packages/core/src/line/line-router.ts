import {
  CheckAvailabilityInput,
  CheckAvailabilityOutput,
  ExplainRouteInput,
  GetHistoryInput,
  GetHistoryOutput,
  GetInboundNumberOutput,
  ok,
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
import { procedureFor, router, routingProcedure } from '../trpc.ts';
import { checkAvailability } from './check-availability.ts';
import { setInboundNumber } from './set-inbound-number.ts';

export const phoneRouter = router({
  resolve: routingProcedure
    .input(ResolveInput)
    .output(ResolveOutput)
    .query(async ({ ctx: { db, onlyOf }, input: { phoneNumber } }) => {
      if (onlyOf === null) return db.lines.resolve(phoneNumber);
      const [line] = await db.lines.resolveMany([phoneNumber], onlyOf);
      return line ?? null;
    }),

  resolveMany: routingProcedure
    .input(ResolveManyInput)
    .output(ResolveManyOutput)
    .query(({ ctx: { db, onlyOf }, input: { phoneNumbers } }) => db.lines.resolveMany(phoneNumbers, onlyOf)),

  checkAvailability: procedureFor('inboundNumber:update')
    .input(CheckAvailabilityInput)
    .output(CheckAvailabilityOutput)
    .query(({ ctx, input }) => checkAvailability(ctx, input)),

  setInboundNumber: procedureFor('inboundNumber:update')
    .input(SetInboundNumberInput)
    .output(SetInboundNumberOutput)
    .mutation(({ ctx, input }) => setInboundNumber(ctx, input)),

  explainRoute: procedureFor('call:read')
    .input(ExplainRouteInput)
    .output(RouteExplanation)
    .query(({ ctx, input }) => ctx.rows.calls.explain(input.phoneNumber, new Date(input.at))),

  getHistory: procedureFor('inboundNumber:read')
    .input(GetHistoryInput)
    .output(GetHistoryOutput)
    .query(({ ctx, input }) => ctx.rows.lineHistory(input?.cursor)),

  getInboundNumber: procedureFor('inboundNumber:read')
    .output(GetInboundNumberOutput)
    .query(({ ctx }) => ctx.rows.inboundNumber()),

  releaseInboundNumber: procedureFor('inboundNumber:update')
    .input(ReleaseInboundNumberInput)
    .output(ReleaseInboundNumberOutput)
    .mutation(async ({ ctx }) => ok({ released: await ctx.rows.releaseInboundNumber() })),
});
