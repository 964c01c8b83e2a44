import { FAULTS, NO_TENANT_MESSAGES, type ServerFaultCode } from '@linekeeper/contract';
import type { TRPCError } from '@trpc/server';

/** More specific messages of FORBIDDEN. */
const FORBIDDEN_MESSAGES: ReadonlySet<string> = new Set(Object.values(NO_TENANT_MESSAGES));

/** The message of a fault, for people. The error's own message is used only if it's one of ours. */
export function messageOfFault({ code, message }: TRPCError): string {
  if (code === 'FORBIDDEN' && FORBIDDEN_MESSAGES.has(message)) return message;
  return FAULTS[code as ServerFaultCode]?.message ?? code;
}
