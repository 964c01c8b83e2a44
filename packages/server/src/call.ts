import type { IncomingHttpHeaders } from 'node:http';

/** A request, whatever server received it. */
export interface Call {
  method: string;
  /** The decoded path, relative to where Linekeeper is mounted, with a leading slash and without the query. */
  path: string;
  /** The query with its question mark, or ''. */
  search: string;
  /** Header names are in lower case. */
  headers: IncomingHttpHeaders;
  /** Reads the body as text. '' if there is none. Throws {@link HttpError} 413 if it's too long. */
  text(): Promise<string>;
  /** The id of the request in the log. */
  requestId: string;
  /** The request object of the host's server, for example Express's `req`. */
  native: unknown;
}

/** What to send back. */
export interface Answer {
  status: number;
  /** Header names are in lower case. */
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
