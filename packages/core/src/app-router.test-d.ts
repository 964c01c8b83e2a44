import type { LinekeeperApi, Mutation, Query } from '@linekeeper/contract';
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { AppRouter } from './app-router.ts';

// Only the compiler checks this file. It never runs. The router serves exactly the API that the contract declares.

type Served<T> = {
  [Name in keyof T]: T[Name] extends TRPCQueryProcedure<{ input: infer Input; output: infer Output; meta: unknown }>
    ? Query<Input, Output>
    : T[Name] extends TRPCMutationProcedure<{ input: infer Input; output: infer Output; meta: unknown }>
      ? Mutation<Input, Output>
      : Served<T[Name]>;
};
type ServedApi = Served<AppRouter['_def']['record']>;

export const servesWhatIsDeclared = (served: ServedApi): LinekeeperApi => served;
export const declaresWhatIsServed = (declared: LinekeeperApi): ServedApi => declared;
