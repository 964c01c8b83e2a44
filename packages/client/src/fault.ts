import type { AppRouter } from '@linekeeper/api';
import { TRPCClientError } from '@trpc/client';
import { waitInWords } from './wait-in-words.ts';

/**
 * Why a call did not get an answer. UNREACHABLE and TIMEOUT: none came. The rest is the server's word, see the
 * API's faults.
 */
export type FaultCode =
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'BAD_REQUEST'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR';

/** A fault with a sentence that a person can be shown. */
export interface Fault {
  code: FaultCode;
  message: string;
  /** TOO_MANY_REQUESTS: in how many seconds the same call may be answered, where the server said so. */
  retryAfterSeconds?: number;
}

const MESSAGES: Record<FaultCode, string> = {
  UNREACHABLE: 'The server cannot be reached. Check your connection and try again',
  TIMEOUT: 'The server took too long to answer. Try again in a moment',
  UNAUTHORIZED: 'You are signed out. Sign in and try again',
  FORBIDDEN: 'You may not do this. Ask an owner or admin of your company',
  BAD_REQUEST: 'The server did not understand the request. Reload the page and try again',
  TOO_MANY_REQUESTS: 'Too many requests. Wait a little and try again',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Try again in a moment',
};

/** Reads what a call threw. */
export function faultOf(error: unknown): Fault {
  const code = codeOf(error);
  const retryAfterSeconds = code === 'TOO_MANY_REQUESTS' ? waitOf(error) : undefined;
  if (retryAfterSeconds === undefined) return { code, message: MESSAGES[code] };
  const message = `Your company has asked about many numbers. Try again in ${waitInWords(retryAfterSeconds)}`;
  return { code, message, retryAfterSeconds };
}

function waitOf(error: unknown): number | undefined {
  const seconds: unknown = (error as TRPCClientError<AppRouter>).data?.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : undefined;
}

function codeOf(error: unknown): FaultCode {
  if (!(error instanceof TRPCClientError)) return 'UNREACHABLE';
  const { data, cause } = error as TRPCClientError<AppRouter>;
  if (data) return data.code in MESSAGES ? (data.code as FaultCode) : 'INTERNAL_SERVER_ERROR';
  return cause?.name === 'TimeoutError' ? 'TIMEOUT' : 'UNREACHABLE';
}
