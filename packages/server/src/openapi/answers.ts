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
  401: 'Not signed in, or the API key is invalid',
  403: 'The caller has no permission to do this',
  409: 'Another company holds the number',
  413: 'More than 64 kB',
  415: 'Not JSON',
  429: 'The company has checked too many different numbers',
  500: 'Something went wrong. The answer has no details',
  503: 'The server or its database is busy or unavailable',
};
