import {
  FAULTS,
  ORGANIZATION_FAULTS,
  ORGANIZATION_REFUSAL_STATUS,
  ORGANIZATION_USAGE,
  type OrganizationRefusal,
  OTHER_SITE,
  PHONE_TAKEN_MESSAGE,
  type PhoneError,
  unreachable,
} from '@linekeeper/contract';
import { messageOfFault, retryAfterSecondsOf, unavailableFault } from '@linekeeper/core';
import { TRPCError } from '@trpc/server';
import { faultStatus } from '../http-fault.ts';

/** The codes whose refusal only has a message. */
type PlainCode = (typeof ORGANIZATION_FAULTS)[number];

export const ORGANIZATION_METHODS = 'Use GET to read and PATCH to change';

/** Messages for requests that don't reach the API, if they differ from those of the table of faults. */
const HTTP_MESSAGES: Partial<Record<PlainCode, string>> = {
  BAD_REQUEST: ORGANIZATION_USAGE,
  FORBIDDEN: OTHER_SITE,
  METHOD_NOT_SUPPORTED: ORGANIZATION_METHODS,
};

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

/** The answer to anything that was thrown: by the API, by a hook, by the parser of the body, or because something broke. */
export function refusalOfFault(thrown: unknown): {
  refusal: OrganizationRefusal;
  retryAfterSeconds: number | null;
} {
  const error = unavailableFault(thrown) ?? thrown;
  const code = codeOf(error);
  return {
    refusal: { success: false, code, error: messageOf(error, code) },
    retryAfterSeconds: error instanceof TRPCError ? retryAfterSecondsOf([error]) : null,
  };
}

/** Only the API's own messages are for people. Other messages could reveal internals. */
function messageOf(error: unknown, code: PlainCode): string {
  if (!(error instanceof TRPCError)) return HTTP_MESSAGES[code] ?? FAULTS[code].message;
  return code === 'BAD_REQUEST' ? error.message : messageOfFault(error);
}

function codeOf(error: unknown): PlainCode {
  if (error instanceof TRPCError)
    return ORGANIZATION_FAULTS.find((code) => code === error.code) ?? 'INTERNAL_SERVER_ERROR';
  const status = faultStatus((error as { statusCode?: number }).statusCode);
  return (
    ORGANIZATION_FAULTS.find((code) => FAULTS[code].status === status) ??
    (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR')
  );
}
