import type { LinekeeperApi, Mutation, Query } from '@linekeeper/contract';
import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorData,
  TRPCErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCRouterRecord,
} from '@trpc/server';

/** The API as tRPC's client wants it: as the type of a router, of which only inputs and outputs are known here. */
export type ClientRouter = RouterOf<ProceduresOf<LinekeeperApi>>;

/** A router of these procedures. Everything else about it is the server's own business. */
export type RouterOf<Procedures extends TRPCRouterRecord> = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: TRPCErrorShape<ErrorData>; transformer: false },
  Procedures
>;

export type ProceduresOf<Api> = {
  [Name in keyof Api]: Api[Name] extends Query<infer Input, infer Output>
    ? TRPCQueryProcedure<{ input: Input; output: Output; meta: unknown }>
    : Api[Name] extends Mutation<infer Input, infer Output>
      ? TRPCMutationProcedure<{ input: Input; output: Output; meta: unknown }>
      : ProceduresOf<Api[Name]>;
};

export interface ErrorData extends Pick<TRPCDefaultErrorData, 'httpStatus'> {
  /** TOO_MANY_REQUESTS: in how many seconds the same call can be answered. */
  retryAfterSeconds?: number | undefined;
}
