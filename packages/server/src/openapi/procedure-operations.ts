import { HttpFault } from '@linekeeper/contract';
import { appRouter } from '@linekeeper/core';
import { z } from 'zod';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { ContractSchemas, Json } from './contract-schemas.ts';

/** Properties of a procedure that tRPC's types don't include. */
interface Definition {
  type: 'query' | 'mutation';
  inputs: z.ZodType[];
  output: z.ZodType;
}

const STATUSES = [400, 401, 403, 413, 415, 429, 500, 503];

/** A path for each procedure of the router, so that new procedures are included automatically. */
export function procedurePaths(schemas: ContractSchemas): Json {
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Definition }>);
  return Object.fromEntries(
    procedures.map(([name, { _def }]) => [`/trpc/${name}`, { post: operation(schemas, name, _def) }]),
  );
}

function operation(schemas: ContractSchemas, name: string, { type, inputs, output }: Definition): Json {
  const [input] = inputs;
  const data = schemas.answer(output, `${name}.output`);
  return {
    operationId: name,
    tags: [name.split('.', 1)[0]],
    summary: type === 'query' ? 'Reads data' : 'Changes data',
    ...(input && {
      requestBody: {
        required: !input.safeParse(undefined).success,
        content: { 'application/json': { schema: schemas.request(input) } },
      },
    }),
    responses: { 200: jsonAnswer('The outcome, including a refusal', envelope(data)), ...faults(schemas) },
  };
}

function envelope(data: Json): Json {
  const result = { type: 'object', properties: { data }, required: ['data'], additionalProperties: false };
  return { type: 'object', properties: { result }, required: ['result'], additionalProperties: false };
}

function faults(schemas: ContractSchemas): Json {
  const fault = {
    anyOf: [schemas.answer(ProcedureFault, 'ProcedureFault'), schemas.answer(HttpFault, 'HttpFault')],
  };
  return Object.fromEntries(STATUSES.map((status) => [status, refusalAnswer(status, fault)]));
}

/** The fault of a procedure, in tRPC's envelope. Programs use `data.code`. */
const ProcedureFault = z.object({
  error: z.object({
    message: z.string(),
    code: z.int(),
    data: z.object({
      code: z.string(),
      httpStatus: z.int(),
      path: z.string().optional(),
      retryAfterSeconds: z.int().optional(),
    }),
  }),
});
