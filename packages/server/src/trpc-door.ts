import { MAX_BATCH_SIZE, TENANT_HEADER } from '@linekeeper/contract';
import { appRouter, batchTooLarge, type Context, retryAfterSecondsOf } from '@linekeeper/core';
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server';
import { getHTTPStatusCode, getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Answer, Call } from './call.ts';
import { callProcedure } from './call-procedure.ts';
import { contextOf, type ServerScope } from './caller.ts';
import type { Door } from './door.ts';
import { type Log, logFault } from './log.ts';

const PATH = '/trpc/';

export interface TrpcDoorOptions extends ServerScope {
  /** The other origins whose pages can call the API, and whether with cookies; none if absent. */
  apiOrigins?: readonly { origin: string; credentials: boolean }[];
}

/**
 * The API. Only POST, even for queries, because an input in the URL would put phone numbers into access logs. Calls the
 * procedures without tRPC's resolver, in the same wire format. The resolver makes web objects for each request, which take
 * longer than the procedure.
 */
export function trpcDoor(options: TrpcDoorOptions): Door {
  return {
    path: `${PATH}*`,
    usage: 'Use POST to call procedures',
    methods: { POST: (call) => answerProcedures(call, options) },
    ...(options.apiOrigins?.length && {
      crossOrigin: {
        origins: new Map(options.apiOrigins.map(({ origin, credentials }) => [origin, { credentials }])),
        allowedHeaders: ['authorization', 'content-type', TENANT_HEADER],
        exposedHeaders: ['retry-after'],
      },
    }),
  };
}

async function answerProcedures(call: Call, options: TrpcDoorOptions): Promise<Answer> {
  const text = await call.text();
  const caller = { call, ctx: contextOf(call, options), log: options.log };
  const path = call.path.slice(PATH.length);
  if (!isBatch(call)) {
    const answered = await answerProcedure(caller, path, () => readJson(text));
    return toAnswer([answered], answered.json);
  }
  const paths = path.split(',');
  if (paths.length > MAX_BATCH_SIZE) {
    const refused = refuse(caller, batchTooLarge());
    return toAnswer([refused], refused.json);
  }
  let inputs: Record<number, unknown> | undefined;
  const inputAt = (index: number) => {
    inputs ??= inputsOf(readJson(text));
    return inputs[index];
  };
  const answered = await Promise.all(paths.map((each, index) => answerProcedure(caller, each, () => inputAt(index))));
  return toAnswer(
    answered,
    answered.map(({ json }) => json),
  );
}

function isBatch({ search }: Call): boolean {
  return search !== '' && new URLSearchParams(search).get('batch') === '1';
}

interface Caller {
  call: Call;
  ctx: Context;
  log: Log;
}

type ErrorShape = (typeof appRouter)['_def']['_config']['$types']['errorShape'];

/** The answer to one procedure. */
interface Answered {
  error: TRPCError | null;
  json: { result: { data: unknown } } | { error: ErrorShape };
}

/** `readInput` is called after the procedure has checked who calls. */
async function answerProcedure(caller: Caller, path: string, readInput: () => unknown): Promise<Answered> {
  try {
    const data = await callProcedure({ path, ctx: caller.ctx, readInput });
    return { error: null, json: { result: { data } } };
  } catch (cause) {
    return refuse(caller, getTRPCErrorFromUnknown(cause), path);
  }
}

function refuse({ call, ctx, log }: Caller, error: TRPCError, path?: string): Answered {
  const status = getHTTPStatusCodeFromError(error);
  if (status >= 500) logFault(log, status, error, { path, requestId: call.requestId });
  const { _config: config } = appRouter._def;
  return { error, json: { error: getTRPCErrorShape({ config, error, type: 'unknown', path, input: undefined, ctx }) } };
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause });
  }
}

/** The inputs of a batch, by their positions. */
function inputsOf(read: unknown): Record<number, unknown> {
  if (read === undefined) return {};
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<number, unknown>;
  throw new TRPCError({ code: 'BAD_REQUEST' });
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

function toAnswer(answered: readonly Answered[], json: Answered['json'] | Answered['json'][]): Answer {
  const errors = answered.flatMap(({ error }) => error ?? []);
  if (errors.length === 0) return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(json) };
  // One header for the whole batch: the longest wait.
  const wait = retryAfterSecondsOf(errors);
  return {
    status: getHTTPStatusCode(json as Parameters<typeof getHTTPStatusCode>[0]),
    headers: wait === null ? JSON_HEADERS : { ...JSON_HEADERS, 'retry-after': String(wait) },
    body: JSON.stringify(json),
  };
}
