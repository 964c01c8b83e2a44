import type { LinekeeperApi, Mutation, Query } from '@linekeeper/contract';

/** `linekeeper.phone.setInboundNumber.mutate({ … })`: every procedure of the API, by noun. */
export type LinekeeperClient = Calls<LinekeeperApi>;

export interface CallOptions {
  /** Aborts the call. */
  signal?: AbortSignal;
}

type Calls<Api> = {
  [Name in keyof Api]: Api[Name] extends Query<infer Input, infer Output>
    ? { query(...args: Args<Input>): Promise<Output> }
    : Api[Name] extends Mutation<infer Input, infer Output>
      ? { mutate(...args: Args<Input>): Promise<Output> }
      : Calls<Api[Name]>;
};

/** The input can be left out if the procedure has none, or if it's optional. */
type Args<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : // biome-ignore lint/suspicious/noConfusingVoidType: it is how a procedure without input is declared.
    [Input] extends [void]
    ? [input?: undefined, options?: CallOptions]
    : [input: Input, options?: CallOptions];
