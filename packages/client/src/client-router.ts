import type { LinekeeperApi, Mutation, Query } from '@linekeeper/contract';
import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorData,
  TRPCErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCRouterRecord,
} from '@trpc/server';

/** The API as a router type, which tRPC's client needs. It has only the inputs and outputs. */
export type ClientRouter = RouterOf<ProceduresOf<LinekeeperApi>>;

/** A router with these procedures. Its other properties matter only to the server. */
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
  /** TOO_MANY_REQUESTS: the seconds until the same call can succeed. */
  retryAfterSeconds?: number | undefined;
}
