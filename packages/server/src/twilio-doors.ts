import { NO_PUBLIC_URL } from '@linekeeper/contract';
import {
  callDeskOf,
  EMPTY_TWIML,
  STATUS_PATH,
  VOICE_PATH,
  type VoiceAnswer,
  type VoiceRequest,
} from '@linekeeper/core';
import { type Answer, type Call, json } from './call.ts';
import type { ServerScope } from './caller.ts';
import type { Door } from './door.ts';
import { httpFault } from './http-fault.ts';
import { logSurvived } from './log.ts';

/** Where Twilio asks how to handle a call, and where it reports how a call ended. */
export function twilioDoors(scope: ServerScope): Door[] {
  const door = { usage: 'Use POST', accepts: 'application/x-www-form-urlencoded' };
  // People enter the addresses with a slash at the end, too. The provider signs what they entered.
  return ['', '/'].flatMap((slash) => {
    const [voice, status] = [`${VOICE_PATH}${slash}`, `${STATUS_PATH}${slash}`];
    return [
      {
        ...door,
        path: voice,
        methods: { POST: async (call: Call) => answerCall(await toRequest(call, voice), call, scope) },
        onWrongMethod: (call: Call) => noteGet(call, voice, scope),
      },
      {
        ...door,
        path: status,
        methods: { POST: async (call: Call) => noteStatus(await toRequest(call, status), call, scope) },
        onWrongMethod: (call: Call) => noteGet(call, status, scope),
      },
    ];
  });
}

async function answerCall(request: VoiceRequest, call: Call, { db, log }: ServerScope): Promise<Answer> {
  const answer = await callDeskOf(db).answer(request);
  if (answer.refused === null && answer.fault) {
    logSurvived(log, answer.fault, { requestId: call.requestId }, 'a caller heard the fallback');
  }
  return toAnswer(answer, call, { db, log });
}

async function noteStatus(request: VoiceRequest, call: Call, { db, log }: ServerScope): Promise<Answer> {
  try {
    return toAnswer(await callDeskOf(db).noteStatus(request), call, { db, log });
  } catch (err) {
    // When the second leg of a forwarded call ends, the provider asks what to do next. After a fault, it would play an
    // error to the caller.
    if (!new URLSearchParams(request.body).has('DialCallStatus')) throw err;
    logSurvived(log, err, { requestId: call.requestId }, "a call's status was lost");
    return twiml(EMPTY_TWIML);
  }
}

/** If Twilio is set to GET, its calls are refused, and the company sees why. The answer is the same for everybody. */
async function noteGet(call: Call, path: string, { db, log }: ServerScope): Promise<void> {
  if (call.method !== 'GET' || !(await callDeskOf(db).noteGet(toSigned(call, path)))) return;
  log.warn({ check: 'METHOD', requestId: call.requestId }, 'a request from the provider was refused');
}

/** Our own path. The host that the request names is never used. */
function toSigned(call: Call, path: string): Omit<VoiceRequest, 'body'> {
  const header = call.headers['x-twilio-signature'];
  return {
    pathAndQuery: `${path}${call.search}`,
    // If there are several signatures, none of them is used.
    signature: typeof header === 'string' ? header : '',
  };
}

async function toRequest(call: Call, path: string): Promise<VoiceRequest> {
  return { ...toSigned(call, path), body: await call.text() };
}

/** The answer doesn't show which check failed. The log does. */
function toAnswer(answer: VoiceAnswer, { requestId }: Call, { db, log }: Pick<ServerScope, 'db' | 'log'>): Answer {
  if (answer.refused === null) return twiml(answer.twiml);
  const why = callDeskOf(db).hasPublicUrl ? '' : `. ${NO_PUBLIC_URL}`;
  log.warn({ check: answer.refused, requestId }, `a request from the provider was refused${why}`);
  return json(403, httpFault(403, 'The request could not be verified'));
}

function twiml(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}
