// No schemas here: a browser needs this file to show faults, and must not load zod for it.

import { MAX_BODY_BYTES } from './limits.ts';

/**
 * Every fault that the server can answer with: its HTTP status, and its message for people. No message reveals what
 * broke.
 */
export const FAULTS = {
  BAD_REQUEST: { status: 400, message: 'Invalid input' },
  UNAUTHORIZED: { status: 401, message: 'Not signed in, or the API key is invalid' },
  FORBIDDEN: {
    status: 403,
    message: "You don't have permission to do this. Ask an owner or admin of your company",
  },
  NOT_FOUND: { status: 404, message: 'Not found' },
  METHOD_NOT_SUPPORTED: { status: 405, message: "This address doesn't support this method" },
  REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive. Send it again' },
  PAYLOAD_TOO_LARGE: { status: 413, message: `The request is too large. Send at most ${MAX_BODY_BYTES / 1024} kB` },
  URI_TOO_LONG: { status: 414, message: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send JSON, with content-type: application/json' },
  EXPECTATION_FAILED: { status: 417, message: 'Send the request without an Expect header' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests. Try again later' },
  HEADERS_TOO_LARGE: { status: 431, message: 'The headers are too long' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Something went wrong on our side. Try again in a moment' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The server is busy. Try again in a few seconds' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ServerFaultCode = keyof typeof FAULTS;

/** What a client shows if it gets no answer. */
export const UNREACHABLE_MESSAGE = "The server can't be reached. Check your connection and try again";
/** The message of BAD_REQUEST if the request can't be parsed. */
export const MALFORMED_REQUEST = 'The request is malformed. Check its address, its headers and its JSON';
/** The message of FORBIDDEN if a page of another site sent the request with a person's cookie. */
export const OTHER_SITE = 'Requests from other sites are refused';
