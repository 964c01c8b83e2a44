const TIMEOUT_MS = 10_000;

/** Calls the sign-in routes. Separate from the API's client, so that the sign-in page loads little code. */
export function request(path: string, body?: object): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  if (!body) return fetch(path, { signal });
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
}
