import { appRouter, type Context } from '@linekeeper/core';
import { callTRPCProcedure, getTRPCErrorFromUnknown, type TRPCError } from '@trpc/server';

/** A call of a procedure. */
export interface ProcedureCall {
  path: string;
  ctx: Context;
  /** Called when the procedure reads its input, which is after it has checked who calls. */
  readInput: () => unknown;
}

type Result = { ok: true; data: unknown } | { ok: false; error: TRPCError };

/** What changes from one middleware to the next. */
interface Passed {
  ctx: object;
  input: unknown;
  getRawInput: () => Promise<unknown>;
}

interface MiddlewareOptions extends Passed {
  path: string;
  type: 'mutation';
  meta: unknown;
  signal: undefined;
  batchIndex: number;
  next: (more?: Partial<Passed>) => Promise<Result>;
}

interface Definition {
  middlewares: readonly ((options: MiddlewareOptions) => Promise<Result>)[];
  meta: unknown;
}

/** Queries are called like mutations, because all calls are POST. */
const TYPE = 'mutation';

/**
 * Runs a procedure's middlewares and resolver as `callTRPCProcedure` does. tRPC copies the options and the context for each
 * of them with a helper for old engines, which takes three times as long as all of this. Throws what it throws.
 */
export async function callProcedure({ path, ctx, readInput }: ProcedureCall): Promise<unknown> {
  // No procedure stops early if the caller disconnects: a claim that has begun is finished.
  const signal = undefined;
  const getRawInput = async () => readInput();
  // An object without a prototype.
  const { procedures } = appRouter._def as unknown as { procedures: Record<string, { _def: unknown } | undefined> };
  const procedure = procedures[path];
  if (!procedure) {
    // tRPC's own error.
    const options = { path, ctx, getRawInput, type: TYPE, signal, batchIndex: 0 } as const;
    return callTRPCProcedure({ ...options, router: appRouter, allowMethodOverride: true });
  }
  // Not part of tRPC's types. All our packages use the same version, and every call of the API would notice a difference.
  const { middlewares, meta } = procedure._def as Definition;

  async function run(index: number, passed: Passed): Promise<Result> {
    const middleware = middlewares[index] as Definition['middlewares'][number];
    const { ctx, input, getRawInput } = passed;
    const next = (more: Partial<Passed> = {}) =>
      run(index + 1, {
        ctx: more.ctx ? { ...ctx, ...more.ctx } : ctx,
        input: 'input' in more ? more.input : input,
        getRawInput: more.getRawInput ?? getRawInput,
      });
    try {
      return await middleware({ ctx, input, getRawInput, path, type: TYPE, meta, signal, batchIndex: 0, next });
    } catch (cause) {
      return { ok: false, error: getTRPCErrorFromUnknown(cause) };
    }
  }

  const result = await run(0, { ctx, input: undefined, getRawInput });
  if (!result.ok) throw result.error;
  return result.data;
}
