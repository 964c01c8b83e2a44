import type { Answer, Call } from './call.ts';

/** How long a browser caches a preflight answer, in seconds. */
const PREFLIGHT_SECONDS = 600;

/** The other origins whose pages can call a door from a browser. */
export interface CrossOrigin {
  /** Each origin, and whether its requests carry cookies. */
  origins: ReadonlyMap<string, { credentials: boolean }>;
  allowedHeaders: readonly string[];
  exposedHeaders: readonly string[];
}

/** The headers that let a page of another origin read an answer; none if its origin isn't named. */
export function crossOriginHeaders(crossOrigin: CrossOrigin, { headers: { origin } }: Call): Record<string, string> {
  const named = origin === undefined ? undefined : crossOrigin.origins.get(origin);
  if (!named || origin === undefined) return { vary: 'Origin' };
  return {
    'access-control-allow-origin': origin,
    ...(named.credentials && { 'access-control-allow-credentials': 'true' }),
    'access-control-expose-headers': crossOrigin.exposedHeaders.join(', '),
    vary: 'Origin',
  };
}

/** Answers a preflight request. */
export function preflight(crossOrigin: CrossOrigin, methods: readonly string[], call: Call): Answer {
  const headers = crossOriginHeaders(crossOrigin, call);
  if (headers['access-control-allow-origin']) {
    headers['access-control-allow-methods'] = methods.join(', ');
    headers['access-control-allow-headers'] = crossOrigin.allowedHeaders.join(', ');
    headers['access-control-max-age'] = String(PREFLIGHT_SECONDS);
  }
  return { status: 204, headers, body: '' };
}
