import { FAULTS, type HandlingRefused, SetHandlingInput } from '@linekeeper/contract';
import { authorize, readVoiceSetup, setHandling } from '@linekeeper/core';
import { type Answer, type Call, json } from './call.ts';
import { contextOf, type ServerScope } from './caller.ts';
import type { Door } from './door.ts';
import { HttpError, httpFault, refuseUsually } from './http-fault.ts';

export const CALL_HANDLING_PATH = '/api/call-handling';

/**
 * Call handling for services of the platform. They send a platform key with `call:update`, and the company in the
 * header `linekeeper-tenant`.
 */
export function callHandlingDoor(scope: ServerScope): Door {
  return {
    path: CALL_HANDLING_PATH,
    usage: 'Use GET to read and PUT to change',
    methods: {
      GET: async (call) => {
        const { handling } = await readVoiceSetup(await authorize(contextOf(call, scope), 'call:read'));
        return json(200, { handling });
      },
      PUT: async (call) => {
        const tenant = await authorize(contextOf(call, scope), 'call:update');
        const outcome = await setHandling(tenant, await readInput(call));
        return outcome.ok ? json(200, { handling: outcome.data }) : refusal(outcome.error);
      },
    },
    refuse(error) {
      const { code } = error as { code?: unknown };
      if (code === 'UNAUTHORIZED') return json(401, httpFault(401));
      if (code === 'FORBIDDEN') {
        // If no message is given, tRPC uses the code as the message.
        const { message } = error as Error;
        return json(403, httpFault(403, message === code ? undefined : message));
      }
      return refuseUsually(error);
    },
  };
}

async function readInput(call: Call): Promise<SetHandlingInput> {
  let sent: unknown;
  try {
    sent = JSON.parse(await call.text());
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError(400);
  }
  const parsed = SetHandlingInput.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HttpError(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? FAULTS.BAD_REQUEST.message}`);
}

/** An expected refusal, with its code for programs. */
function refusal(error: HandlingRefused): Answer {
  return json(422, { error });
}
