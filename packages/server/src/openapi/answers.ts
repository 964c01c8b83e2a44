import { FAULTS, MAX_BODY_BYTES } from '@linekeeper/contract';
import type { Json } from './contract-schemas.ts';

/** A `responses` entry with a JSON body. */
export function jsonAnswer(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

/** An entry for a refusal: 429 and 503 say when the same call can be made again. */
export function refusalAnswer(status: number, schema: Json): Json {
  const answer = jsonAnswer(MEANINGS[status] ?? '', schema);
  return status === 429 || status === 503 ? { ...answer, headers: RETRY_AFTER } : answer;
}

const RETRY_AFTER: Json = {
  'retry-after': { description: 'Seconds until the same call can succeed', schema: { type: 'integer', minimum: 1 } },
};

/** The meaning of each status other than 200. */
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'Invalid input',
  401: FAULTS.UNAUTHORIZED.message,
  403: "The caller doesn't have permission to do this",
  409: 'Another company holds the number',
  413: `The request is larger than ${MAX_BODY_BYTES / 1024} kB`,
  415: 'The content type is not supported',
  429: 'The company has checked too many different numbers',
  500: 'An unexpected error. The answer contains no details',
  503: 'The server or its database is busy or unavailable',
};
