import { FAULTS, type ServerFaultCode } from '@linekeeper/contract';
import { TRPCClientError } from '@trpc/client';
import type { ClientRouter } from './client-router.ts';
import { explanationOf, retryAfterSecondsOf, statusOf } from './thrown.ts';
import { waitInWords } from './wait-in-words.ts';

/**
 * Why a call failed. UNREACHABLE: there was no answer. TIMEOUT: there was no answer in time. CANCELLED: the caller cancelled
 * it. The others are the status of the answer, from the server or from a proxy in front of it.
 */
export type FaultCode =
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'CANCELLED'
  | Extract<
      ServerFaultCode,
      | 'UNAUTHORIZED'
      | 'FORBIDDEN'
      | 'BAD_REQUEST'
      | 'TOO_MANY_REQUESTS'
      | 'SERVICE_UNAVAILABLE'
      | 'INTERNAL_SERVER_ERROR'
    >;

/** A fault with a sentence that a person can be shown. */
export interface Fault {
  code: FaultCode;
  message: string;
  /** TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE: seconds until the same call can succeed, if the server said so. */
  retryAfterSeconds?: number;
}

/** A person who gets UNAUTHORIZED or BAD_REQUEST in a front end needs other words than a program. */
const MESSAGES: Record<FaultCode, string> = {
  UNREACHABLE: 'The server cannot be reached. Check your connection and try again',
  TIMEOUT: 'The server took too long to answer. Try again in a moment',
  CANCELLED: 'The request was cancelled',
  UNAUTHORIZED: 'You are signed out. Sign in and try again',
  FORBIDDEN: FAULTS.FORBIDDEN.message,
  BAD_REQUEST: "The server didn't understand the request. Reload the page and try again",
  TOO_MANY_REQUESTS: FAULTS.TOO_MANY_REQUESTS.message,
  SERVICE_UNAVAILABLE: FAULTS.SERVICE_UNAVAILABLE.message,
  INTERNAL_SERVER_ERROR: FAULTS.INTERNAL_SERVER_ERROR.message,
};

/** Reads what a call threw. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof TRPCClientError)) return { code: 'UNREACHABLE', message: MESSAGES.UNREACHABLE };
  const thrown = error as TRPCClientError<ClientRouter>;
  const code = codeOf(thrown);
  if (code === 'TOO_MANY_REQUESTS') return tooManyRequests(thrown);
  if (code === 'SERVICE_UNAVAILABLE') return serviceUnavailable(thrown);
  // FORBIDDEN has several reasons, and only the server knows which one it is.
  const explanation = code === 'FORBIDDEN' ? explanationOf(thrown) : undefined;
  return { code, message: explanation ?? MESSAGES[code] };
}

function codeOf(error: TRPCClientError<ClientRouter>): FaultCode {
  const status = statusOf(error);
  if (status !== undefined) return codeOfStatus(status);
  if (error.cause?.name === 'TimeoutError') return 'TIMEOUT';
  return error.cause?.name === 'AbortError' ? 'CANCELLED' : 'UNREACHABLE';
}

function codeOfStatus(status: number): FaultCode {
  switch (status) {
    case 401:
      return 'UNAUTHORIZED';
    case 403:
      return 'FORBIDDEN';
    case 429:
      return 'TOO_MANY_REQUESTS';
    case 503:
      return 'SERVICE_UNAVAILABLE';
    case 408:
    case 504:
      return 'TIMEOUT';
    default:
      return status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
  }
}

function tooManyRequests(error: TRPCClientError<ClientRouter>): Fault {
  const code = 'TOO_MANY_REQUESTS';
  const retryAfterSeconds = retryAfterSecondsOf(error);
  if (retryAfterSeconds === undefined) return { code, message: MESSAGES[code] };
  // The limit of a procedure is the company's. A whole request is refused for other reasons.
  const reason = error.data ? 'Your company has checked or changed too many numbers' : 'Too many requests';
  return { code, message: `${reason}. Try again in ${waitInWords(retryAfterSeconds)}`, retryAfterSeconds };
}

function serviceUnavailable(error: TRPCClientError<ClientRouter>): Fault {
  const fault: Fault = { code: 'SERVICE_UNAVAILABLE', message: MESSAGES.SERVICE_UNAVAILABLE };
  const retryAfterSeconds = retryAfterSecondsOf(error);
  return retryAfterSeconds === undefined ? fault : { ...fault, retryAfterSeconds };
}
