import { FAULT_MESSAGES, UNAVAILABLE_SECONDS, unavailableFault } from '@linekeeper/core';
import { type Answer, json } from './call.ts';

/** The body of every refusal that no procedure and no legacy route gives. `code` is what programs go by. */
export interface HttpFault {
  error: { message: string; code: string };
}

const FAULTS = {
  400: ['BAD_REQUEST', 'The request is malformed. Check its address, its headers and its JSON'],
  401: ['UNAUTHORIZED', FAULT_MESSAGES.UNAUTHORIZED],
  403: ['FORBIDDEN', 'Requests of other sites are refused'],
  404: ['NOT_FOUND', 'There is nothing here'],
  405: ['METHOD_NOT_SUPPORTED', 'This address does not support this method'],
  408: ['REQUEST_TIMEOUT', 'The request took too long to arrive. Send it again'],
  413: ['PAYLOAD_TOO_LARGE', 'Send at most 64 kB'],
  414: ['URI_TOO_LONG', 'The address is too long'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send JSON, with content-type: application/json'],
  417: ['EXPECTATION_FAILED', 'Send the request without an Expect header'],
  429: ['TOO_MANY_REQUESTS', FAULT_MESSAGES.TOO_MANY_REQUESTS],
  431: ['HEADERS_TOO_LARGE', 'The headers are too long'],
  500: ['INTERNAL_SERVER_ERROR', FAULT_MESSAGES.INTERNAL_SERVER_ERROR],
  503: ['SERVICE_UNAVAILABLE', FAULT_MESSAGES.SERVICE_UNAVAILABLE],
} as const;

export type FaultStatus = keyof typeof FAULTS;

/** The status to answer for a status that something else chose: a parser, a library, the framework. */
export function faultStatus(status = 500): FaultStatus {
  if (status in FAULTS) return status as FaultStatus;
  return status < 500 ? 400 : 500;
}

export function httpFault(status: FaultStatus, message?: string): HttpFault {
  const [code, usual] = FAULTS[status];
  return { error: { message: message ?? usual, code } };
}

/** A request that reaches no rule: too long, not JSON, of another site. */
export class HttpError extends Error {
  override name = 'HttpError';

  constructor(
    readonly statusCode: FaultStatus,
    message: string = FAULTS[statusCode][1],
  ) {
    super(message);
  }
}

/** The usual answer to anything thrown. Only the message of an {@link HttpError} is meant for the caller. */
export function refuseUsually(error: unknown): Answer {
  const { statusCode } = error as { statusCode?: number };
  // A parser's error can be a lost connection too: the caller's.
  const status = statusCode === undefined && unavailableFault(error) ? 503 : faultStatus(statusCode);
  const body = httpFault(status, error instanceof HttpError ? error.message : undefined);
  return json(status, body, status === 503 ? { 'retry-after': String(UNAVAILABLE_SECONDS) } : {});
}
