import { z } from 'zod';

/** Every fault that the server answers: its HTTP status, and its message for people. No message says what broke. */
export const FAULTS = {
  BAD_REQUEST: { status: 400, message: 'Invalid input' },
  UNAUTHORIZED: { status: 401, message: 'Sign in first' },
  FORBIDDEN: {
    status: 403,
    message: "You don't have permission to do this. Ask an owner or admin of your company",
  },
  NOT_FOUND: { status: 404, message: 'Not found' },
  METHOD_NOT_SUPPORTED: { status: 405, message: "This address doesn't support this method" },
  REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive. Send it again' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'Send at most 64 kB' },
  URI_TOO_LONG: { status: 414, message: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send JSON, with content-type: application/json' },
  EXPECTATION_FAILED: { status: 417, message: 'Send the request without an Expect header' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests. Try again later' },
  HEADERS_TOO_LARGE: { status: 431, message: 'The headers are too long' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Something went wrong on our side. Try again in a moment' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The server is busy. Try again in a few seconds' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ServerFaultCode = keyof typeof FAULTS;

/** BAD_REQUEST of a request that can't be read. */
export const MALFORMED_REQUEST = 'The request is malformed. Check its address, its headers and its JSON';
/** FORBIDDEN of a request that a page of another site sent with a person's cookie. */
export const OTHER_SITE = 'Requests of other sites are refused';

/**
 * The body of every fault, except at the REST address of the legacy system. Programs use `code`. A procedure's fault has
 * tRPC's envelope around the same: there `code` is in `data`.
 */
export const HttpFault = z.object({ error: z.object({ message: z.string(), code: z.string() }) });
export type HttpFault = z.infer<typeof HttpFault>;
