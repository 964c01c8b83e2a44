import type { IncomingHttpHeaders } from 'node:http';

/** A request, whatever server received it. */
export interface Call {
  method: string;
  /** Decoded, below the place where Linekeeper is mounted, with a leading slash and without the query. */
  path: string;
  /** The query with its question mark, or ''. */
  search: string;
  /** With names in lower case. */
  headers: IncomingHttpHeaders;
  /** Reads the body as text; '' if there is none. Throws {@link HttpError} 413 if it is too long. */
  text(): Promise<string>;
  /** Aborted if the caller goes away before the answer is sent. */
  signal: AbortSignal;
  /** The id of the request in the log. */
  requestId: string;
  /** The request as the host's server knows it, such as Express's `req`. */
  native: unknown;
}

/** What to send back. */
export interface Answer {
  status: number;
  /** With names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
