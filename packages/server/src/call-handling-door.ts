import { FAULTS, type HandlingRefused, SetHandlingInput } from '@linekeeper/contract';
import { authorize, setHandling } from '@linekeeper/core';
import { type Answer, type Call, json } from './call.ts';
import { contextOf, type ServerScope } from './caller.ts';
import type { Door } from './door.ts';
import { HttpError, httpFault, refuseUsually } from './http-fault.ts';

export const CALL_HANDLING_PATH = '/api/call-handling';

/**
 * What a company's calls do, for services of the platform: a platform key with `call:update`, and the company in the header
 * `linekeeper-tenant`.
 */
export function callHandlingDoor(scope: ServerScope): Door {
  return {
    path: CALL_HANDLING_PATH,
    usage: 'Read with GET, change with PUT',
    methods: {
      GET: async (call) => {
        const { rows } = await authorize(contextOf(call, scope), 'call:read');
        return json(200, { handling: (await rows.calls.setup()).handling });
      },
      PUT: async (call) => {
        const authorized = await authorize(contextOf(call, scope), 'call:update');
        const outcome = await setHandling(authorized, await readInput(call));
        return outcome.ok ? json(200, { handling: outcome.data }) : refusal(outcome.error);
      },
    },
    refuse(error) {
      const { code } = error as { code?: unknown };
      if (code === 'UNAUTHORIZED') return json(401, httpFault(401));
      if (code === 'FORBIDDEN') return json(403, httpFault(403, (error as Error).message || FAULTS.FORBIDDEN.message));
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

/** An expected refusal, with what a program goes by in it. */
function refusal(error: HandlingRefused): Answer {
  return json(422, { error });
}
