import { NO_TENANT_MESSAGES } from '@linekeeper/contract';
import type { TRPCError } from '@trpc/server';

/** The messages of all faults, for people. They contain no details of what broke. */
export const FAULT_MESSAGES = {
  UNAUTHORIZED: 'Sign in first',
  FORBIDDEN: "You don't have permission to do this. Ask an owner or admin of your company",
  BAD_REQUEST: 'Invalid input',
  TOO_MANY_REQUESTS: 'Too many requests. Try again later',
  SERVICE_UNAVAILABLE: 'The server is busy. Try again in a few seconds',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Try again in a moment',
} as const;

/** More specific messages of FORBIDDEN. */
const FORBIDDEN_MESSAGES: ReadonlySet<string> = new Set(Object.values(NO_TENANT_MESSAGES));

/** The message of a fault, for people. The error's own message is used only if it's one of ours. */
export function messageOfFault({ code, message }: TRPCError): string {
  if (code === 'FORBIDDEN' && FORBIDDEN_MESSAGES.has(message)) return message;
  return FAULT_MESSAGES[code as keyof typeof FAULT_MESSAGES] ?? code;
}
