import { FAULTS, UNREACHABLE_MESSAGE } from '@linekeeper/contract';

const TIMEOUT_MS = 10_000;

export const UNREACHABLE = UNREACHABLE_MESSAGE;
export const SERVER_FAULT = FAULTS.INTERNAL_SERVER_ERROR.message;

/** A request outside of the API's client failed. The message is for people. */
export class RequestError extends Error {}

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

/** Sends a change. Returns null, or a message for people that says why it failed. */
export async function send(path: string, body: object): Promise<string | null> {
  try {
    const response = await request(path, body);
    if (response.ok) return null;
    if (response.status >= 500) return SERVER_FAULT;
    // The server's message says what to do.
    const { error } = (await response.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return UNREACHABLE;
  }
}
