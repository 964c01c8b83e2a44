import { FAULTS, type ServerFaultCode, UNREACHABLE_MESSAGE } from '@linekeeper/contract';
import { TRPCClientError } from '@trpc/client';
import type { ClientRouter } from './client-router.ts';
import { explanationOf, retryAfterSecondsOf, statusOf } from './thrown.ts';
import { waitInWords } from './wait-in-words.ts';

/**
 * Why a call failed. UNREACHABLE: there was no answer. TIMEOUT: there was no answer in time. CANCELLED: the caller
 * cancelled it. The other codes represent the status of the answer, from the server or from a proxy in front of it.
 */
export type FaultCode = 'UNREACHABLE' | 'TIMEOUT' | 'CANCELLED' | AnsweredFault;
type AnsweredFault = Exclude<ServerFaultCode, 'REQUEST_TIMEOUT'>;

/** A fault with a sentence that a person can be shown. */
export interface Fault {
  code: FaultCode;
  message: string;
  /** TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE: seconds until the same call can succeed, if the server said so. */
  retryAfterSeconds?: number;
}

/** The server's messages for UNAUTHORIZED and BAD_REQUEST are for programs. People in a front end need other ones. */
const MESSAGES: Partial<Record<FaultCode, string>> = {
  UNREACHABLE: UNREACHABLE_MESSAGE,
  TIMEOUT: 'The server took too long to answer. Try again in a moment',
  CANCELLED: 'The request was cancelled',
  UNAUTHORIZED: "You're signed out. Sign in and try again",
  BAD_REQUEST: "The server didn't understand the request. Reload the page and try again",
};
/** These have several reasons, and only the server knows which one it is. */
const EXPLAINED: ReadonlySet<FaultCode> = new Set(['FORBIDDEN', 'NOT_FOUND']);

/** Reads what a call threw. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof TRPCClientError)) return { code: 'UNREACHABLE', message: messageOf('UNREACHABLE') };
  const thrown = error as TRPCClientError<ClientRouter>;
  const code = codeOf(thrown);
  if (code === 'TOO_MANY_REQUESTS') return tooManyRequests(thrown);
  if (code === 'SERVICE_UNAVAILABLE') return serviceUnavailable(thrown);
  const explanation = EXPLAINED.has(code) ? explanationOf(thrown) : undefined;
  return { code, message: explanation ?? messageOf(code) };
}

function messageOf(code: FaultCode): string {
  return MESSAGES[code] ?? FAULTS[code as AnsweredFault].message;
}

function codeOf(error: TRPCClientError<ClientRouter>): FaultCode {
  const status = statusOf(error);
  if (status !== undefined) return codeOfStatus(status);
  if (error.cause?.name === 'TimeoutError') return 'TIMEOUT';
  return error.cause?.name === 'AbortError' ? 'CANCELLED' : 'UNREACHABLE';
}

function codeOfStatus(status: number): FaultCode {
  if (status === 408 || status === 504) return 'TIMEOUT';
  const known = Object.entries(FAULTS).find(([, fault]) => fault.status === status);
  if (known) return known[0] as AnsweredFault;
  return status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
}

function tooManyRequests(error: TRPCClientError<ClientRouter>): Fault {
  const code = 'TOO_MANY_REQUESTS';
  const retryAfterSeconds = retryAfterSecondsOf(error);
  if (retryAfterSeconds === undefined) return { code, message: messageOf(code) };
  // The limit of a procedure is the company's. A whole request is refused for other reasons.
  const reason = error.data ? 'Your company has checked or changed too many numbers' : 'Too many requests';
  return { code, message: `${reason}. Try again in ${waitInWords(retryAfterSeconds)}`, retryAfterSeconds };
}

function serviceUnavailable(error: TRPCClientError<ClientRouter>): Fault {
  const fault: Fault = { code: 'SERVICE_UNAVAILABLE', message: messageOf('SERVICE_UNAVAILABLE') };
  const retryAfterSeconds = retryAfterSecondsOf(error);
  return retryAfterSeconds === undefined ? fault : { ...fault, retryAfterSeconds };
}
