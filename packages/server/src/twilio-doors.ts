import { EMPTY_TWIML, STATUS_PATH, VOICE_PATH, type VoiceAnswer, type VoiceRequest } from '@linekeeper/core';
import { type Answer, type Call, json } from './call.ts';
import type { ServerScope } from './caller.ts';
import type { Door } from './door.ts';
import { httpFault } from './http-fault.ts';

/** Where Twilio asks what a call does, and where it reports what became of one. */
export function twilioDoors(scope: ServerScope): Door[] {
  const door = { usage: 'Send calls with POST', accepts: 'application/x-www-form-urlencoded' };
  return [
    { ...door, path: VOICE_PATH, methods: { POST: (call) => answerCall(call, scope) } },
    { ...door, path: STATUS_PATH, methods: { POST: (call) => noteStatus(call, scope) } },
  ];
}

async function answerCall(call: Call, { db, log }: ServerScope): Promise<Answer> {
  const answer = await db.calls.answer(await toRequest(call, VOICE_PATH));
  if (answer.refused === null && answer.fault) {
    log.error({ err: answer.fault, requestId: call.requestId }, 'a caller heard the fallback');
  }
  return toAnswer(answer, call, log);
}

async function noteStatus(call: Call, { db, log }: ServerScope): Promise<Answer> {
  const request = await toRequest(call, STATUS_PATH);
  try {
    return toAnswer(await db.calls.noteStatus(request), call, log);
  } catch (err) {
    // The end of a forwarded call's second half is a question: what next? A fault would play an error to the caller.
    if (!new URLSearchParams(request.body).has('DialCallStatus')) throw err;
    log.error({ err, requestId: call.requestId }, "a call's status was lost");
    return twiml(EMPTY_TWIML);
  }
}

/** The path is the one that is served here, and the host is never the request's. */
async function toRequest(call: Call, path: string): Promise<VoiceRequest> {
  const header = call.headers['x-twilio-signature'];
  return {
    pathAndQuery: `${path}${call.search}`,
    body: await call.text(),
    // Several are as good as none.
    signature: typeof header === 'string' ? header : '',
  };
}

/** From outside, each refusal is the same. The log says which it was. */
function toAnswer(answer: VoiceAnswer, { requestId }: Call, log: ServerScope['log']): Answer {
  if (answer.refused === null) return twiml(answer.twiml);
  log.warn({ check: answer.refused, requestId }, 'a request of the provider was refused');
  return json(403, httpFault(403, 'The request is not signed as it must be'));
}

function twiml(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}
