import { appRouter, type Context } from '@linekeeper/core';
import { callTRPCProcedure, getTRPCErrorFromUnknown, type TRPCError } from '@trpc/server';

/** A call of a procedure. Queries are called like mutations, because all calls are POST. */
export interface ProcedureCall {
  path: string;
  ctx: Context;
  /** Called when the procedure reads its input, which is after it has checked who calls. */
  readInput: () => unknown;
}

type Result = { ok: true; data: unknown } | { ok: false; error: TRPCError };
type Options = ReturnType<typeof optionsOf> & {
  meta: unknown;
  input: unknown;
  next: (more?: Partial<Options>) => unknown;
};
type Middleware = (options: Options) => Promise<Result>;

/**
 * Runs a procedure's middlewares and resolver as `callTRPCProcedure` does. tRPC copies the options and the context for each
 * of them with a helper for old engines, which takes five times as long as all of this. Throws what it throws.
 */
export async function callProcedure(call: ProcedureCall): Promise<unknown> {
  const options = optionsOf(call);
  // An object without a prototype.
  const { procedures } = appRouter._def as unknown as { procedures: Record<string, { _def: unknown } | undefined> };
  const procedure = procedures[call.path];
  // tRPC's own error.
  if (!procedure) return callTRPCProcedure({ ...options, router: appRouter, allowMethodOverride: true });
  // Not part of tRPC's types. All our packages use the same version, and every call of the API would notice a difference.
  const { middlewares, meta } = procedure._def as { middlewares: readonly Middleware[]; meta: unknown };

  async function run(index: number, options: Omit<Options, 'next' | 'meta'>): Promise<Result> {
    try {
      return await (middlewares[index] as Middleware)({
        ...options,
        meta,
        next: (more) =>
          run(index + 1, {
            ...options,
            ctx: more?.ctx ? { ...options.ctx, ...more.ctx } : options.ctx,
            input: more && 'input' in more ? more.input : options.input,
            getRawInput: more?.getRawInput ?? options.getRawInput,
          }),
      });
    } catch (cause) {
      return { ok: false, error: getTRPCErrorFromUnknown(cause) };
    }
  }

  const result = await run(0, { ...options, input: undefined });
  if (!result.ok) throw result.error;
  return result.data;
}

function optionsOf({ path, ctx, readInput }: ProcedureCall) {
  return {
    path,
    ctx,
    getRawInput: async () => readInput(),
    type: 'mutation' as const,
    // No procedure stops early if the caller disconnects: a claim that has begun is finished.
    signal: undefined,
    batchIndex: 0,
  };
}
