import {
  ORGANIZATION_REFUSAL_STATUS,
  type OrganizationRefusal,
  type OrganizationRefusalCode,
  PHONE_TAKEN_MESSAGE,
  type PhoneError,
  unreachable,
} from '@linekeeper/contract';
import { FAULT_MESSAGES, messageOfFault, retryAfterSecondsOf, unavailableFault } from '@linekeeper/core';
import { TRPCError } from '@trpc/server';

/** The codes that need no more than a sentence. */
type PlainCode = Exclude<OrganizationRefusalCode, 'PHONE_INVALID' | 'PHONE_TAKEN'>;

/** Sentences for what the API knows nothing of, as the request did not reach it. */
const HTTP_MESSAGES: Partial<Record<PlainCode, string>> = {
  BAD_REQUEST: 'Send a JSON object with name, location, timezone or twilioConfig',
  FORBIDDEN: 'Requests of other sites are refused',
  METHOD_NOT_SUPPORTED: 'Read with GET, change with PATCH',
  PAYLOAD_TOO_LARGE: 'Send at most 64 kB',
  UNSUPPORTED_MEDIA_TYPE: 'Send JSON, with content-type: application/json',
};

const BY_STATUS: ReadonlyMap<number, PlainCode> = new Map([
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [405, 'METHOD_NOT_SUPPORTED'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [415, 'UNSUPPORTED_MEDIA_TYPE'],
  [429, 'TOO_MANY_REQUESTS'],
]);

export function statusOf({ code }: OrganizationRefusal): number {
  return ORGANIZATION_REFUSAL_STATUS[code];
}

export function refusalOfOutcome(error: PhoneError): OrganizationRefusal {
  switch (error.code) {
    case 'PHONE_TAKEN':
      return { success: false, code: error.code, error: PHONE_TAKEN_MESSAGE };
    case 'PHONE_INVALID': {
      const { code, reason, message, suggestion } = error;
      return { success: false, code, error: message, reason, ...(suggestion && { suggestion }) };
    }
    default:
      return unreachable(error);
  }
}

/** What to answer to anything thrown: by the API, by a hook, by the body's parser, or by something that broke. */
export function refusalOfFault(thrown: unknown): {
  refusal: OrganizationRefusal;
  retryAfterSeconds: number | null;
} {
  const error = unavailableFault(thrown) ?? thrown;
  const code = codeOf(error);
  const ours = error instanceof TRPCError;
  // Only what the API says of a request is meant for people's eyes; the words of others may say what broke.
  const said = ours && code === 'BAD_REQUEST' ? error.message : undefined;
  const http = ours ? undefined : HTTP_MESSAGES[code];
  const known = ours
    ? messageOfFault(error)
    : (FAULT_MESSAGES[code as keyof typeof FAULT_MESSAGES] ?? FAULT_MESSAGES.INTERNAL_SERVER_ERROR);
  return {
    refusal: { success: false, code, error: said ?? http ?? known },
    retryAfterSeconds: ours ? retryAfterSecondsOf([error]) : null,
  };
}

function codeOf(error: unknown): PlainCode {
  if (error instanceof TRPCError) return FAULT_CODES.find((code) => code === error.code) ?? 'INTERNAL_SERVER_ERROR';
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  return BY_STATUS.get(status) ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
}

const FAULT_CODES = Object.keys(FAULT_MESSAGES) as (keyof typeof FAULT_MESSAGES)[];
