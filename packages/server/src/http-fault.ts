import { FAULTS, type HttpFault, MALFORMED_REQUEST, type ServerFaultCode } from '@linekeeper/contract';
import { UNAVAILABLE_SECONDS, unavailableFault } from '@linekeeper/core';
import { type Answer, json } from './call.ts';

export type FaultStatus = (typeof FAULTS)[ServerFaultCode]['status'];

const CODES = new Map(Object.entries(FAULTS).map(([code, { status }]) => [status, code as ServerFaultCode]));

/** The fault with this status. A status without a fault becomes BAD_REQUEST, or INTERNAL_SERVER_ERROR from 500 on. */
function codeOf(status: number): ServerFaultCode {
  return CODES.get(status as FaultStatus) ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
}

/** The status to answer with, for a status that a parser, a library or the framework chose. */
export function faultStatus(status = 500): FaultStatus {
  return FAULTS[codeOf(status)].status;
}

export function httpFault(status: FaultStatus, message?: string): HttpFault {
  const code = codeOf(status);
  // A request that reaches no procedure is refused with 400 only if it can't be read.
  const usual = code === 'BAD_REQUEST' ? MALFORMED_REQUEST : FAULTS[code].message;
  return { error: { message: message ?? usual, code } };
}

/** A fault of a request that reaches no procedure: too long, not JSON, from another site. */
export class HttpError extends Error {
  override name = 'HttpError';

  constructor(
    readonly statusCode: FaultStatus,
    message: string = httpFault(statusCode).error.message,
  ) {
    super(message);
  }
}

/** The usual answer to anything thrown. Only the message of an {@link HttpError} is meant for the caller. */
export function refuseUsually(error: unknown): Answer {
  const { statusCode } = error as { statusCode?: number };
  // A parser's error can also mean that the caller disconnected.
  const status = statusCode === undefined && unavailableFault(error) ? 503 : faultStatus(statusCode);
  const body = httpFault(status, error instanceof HttpError ? error.message : undefined);
  return json(status, body, status === 503 ? { 'retry-after': String(UNAVAILABLE_SECONDS) } : {});
}
