import { FAULTS, MAX_BATCH_SIZE, NO_TENANT_MESSAGES, type ServerFaultCode } from '@linekeeper/contract';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

/** The message of BAD_REQUEST for a batch with too many calls. */
const BATCH_TOO_LARGE = `A batch can have at most ${MAX_BATCH_SIZE} calls`;
/** The input can name a field of any length. */
const MAX_LENGTH = 200;

/** More specific messages of FORBIDDEN. */
const FORBIDDEN_MESSAGES: ReadonlySet<string> = new Set(Object.values(NO_TENANT_MESSAGES));

/** The message of a fault, for people. The error's own message is used only if it's one of ours. */
export function messageOfFault({ code, message, cause }: TRPCError): string {
  if (code === 'FORBIDDEN' && FORBIDDEN_MESSAGES.has(message)) return message;
  if (code === 'BAD_REQUEST' && message === BATCH_TOO_LARGE) return message;
  if (code === 'BAD_REQUEST' && cause instanceof z.core.$ZodError) return messageOfInput(cause);
  return FAULTS[code as ServerFaultCode]?.message ?? code;
}

export function batchTooLarge(): TRPCError {
  return new TRPCError({ code: 'BAD_REQUEST', message: BATCH_TOO_LARGE });
}

/** The first field that is invalid, and the rule. */
function messageOfInput({ issues: [issue] }: z.core.$ZodError): string {
  const parts = [FAULTS.BAD_REQUEST.message, issue?.path.join('.'), issue?.message];
  return parts.filter(Boolean).join(': ').slice(0, MAX_LENGTH);
}
