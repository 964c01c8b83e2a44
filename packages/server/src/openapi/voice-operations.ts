import { CallHandling, HandlingRefused, HttpFault, SetHandlingInput, TENANT_HEADER } from '@linekeeper/contract';
import { STATUS_PATH, VOICE_PATH } from '@linekeeper/core';
import { z } from 'zod';
import { CALL_HANDLING_PATH } from '../call-handling-door.ts';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { ContractSchemas, Json } from './contract-schemas.ts';

/** The header in which Twilio signs its requests. */
export const TWILIO_SECURITY: Json = {
  type: 'apiKey',
  in: 'header',
  name: 'X-Twilio-Signature',
  description:
    'The signature that Twilio computes over the public address and the body, with the auth token of the account',
};

const CALLS: Json = { tags: ['call'] };
const TWIML: Json = { 'text/xml': { schema: { type: 'string', description: 'TwiML' } } };
const HandlingAnswer = z.object({ handling: CallHandling.nullable() });
const HandlingRefusal = z.object({ error: HandlingRefused });

/** The paths for inbound calls: Twilio's requests, and how calls are handled. */
export function voicePaths(schemas: ContractSchemas): Json {
  return {
    [CALL_HANDLING_PATH]: {
      parameters: [
        {
          name: TENANT_HEADER,
          in: 'header',
          description: 'The company. A platform key must name one',
          schema: { type: 'string' },
        },
      ],
      get: {
        ...CALLS,
        operationId: 'getCallHandling',
        summary: "Returns how the company's calls are handled. Null if nothing is chosen",
        responses: { 200: handling(schemas), ...faults(schemas, [401, 403, 500, 503]) },
      },
      put: {
        ...CALLS,
        operationId: 'setCallHandling',
        summary: "Sets how the company's calls are handled",
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemas.request(SetHandlingInput) } },
        },
        responses: {
          200: handling(schemas),
          422: jsonAnswer("Calls can't be handled in this way", schemas.answer(HandlingRefusal, 'HandlingRefusal')),
          ...faults(schemas, [400, 401, 403, 413, 415, 500, 503]),
        },
      },
    },
    [VOICE_PATH]: {
      post: {
        ...CALLS,
        operationId: 'answerCall',
        summary:
          'Decides how an inbound call is handled. In the Twilio console, enter this address at "A call comes in"',
        security: [{ twilio: [] }],
        requestBody: form(['To', 'AccountSid', 'CallSid']),
        responses: {
          200: {
            description: 'TwiML. If the database is unavailable, it says that the call cannot be connected',
            content: TWIML,
          },
          ...faults(schemas, [400, 403, 413, 415, 500]),
        },
      },
    },
    [STATUS_PATH]: {
      post: {
        ...CALLS,
        operationId: 'reportCall',
        summary: 'Receives how a call ended. In the Twilio console, enter this address at "Call status changes"',
        security: [{ twilio: [] }],
        requestBody: form(['To', 'AccountSid', 'CallSid', 'CallStatus']),
        responses: {
          200: { description: 'TwiML that does nothing', content: TWIML },
          ...faults(schemas, [400, 403, 413, 415, 500, 503]),
        },
      },
    },
  };
}

/** The request to the operator's own voice webhook. Linekeeper sends this request, and doesn't receive it. */
export const VOICE_WEBHOOKS: Json = {
  voice: {
    post: {
      ...CALLS,
      operationId: 'decideCall',
      summary: 'Decides how a call is handled. Linekeeper posts this to LINEKEEPER_VOICE_WEBHOOK_URL',
      security: [],
      parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
        name,
        in: 'header',
        required: true,
        description: 'As in Standard Webhooks',
        schema: { type: 'string' },
      })),
      requestBody: form(['To', 'AccountSid', 'CallSid', 'TenantId'], {
        Simulated: { const: 'true', description: 'Present only for a simulated call' },
      }),
      responses: {
        200: { description: 'TwiML of at most 64 kB, within 5 seconds. It is passed on unchanged', content: TWIML },
      },
    },
  },
};

function handling(schemas: ContractSchemas): Json {
  return jsonAnswer('How calls are handled', schemas.answer(HandlingAnswer, 'CallHandlingAnswer'));
}

function faults(schemas: ContractSchemas, statuses: number[]): Json {
  const fault = schemas.answer(HttpFault, 'HttpFault');
  return Object.fromEntries(statuses.map((status) => [status, refusalAnswer(status, fault)]));
}

/** A form with at least these fields. Twilio sends more of them. */
function form(required: string[], more: Json = {}): Json {
  const properties = { ...Object.fromEntries(required.map((name) => [name, { type: 'string' }])), ...more };
  const schema = { type: 'object', properties, required, additionalProperties: { type: 'string' } };
  return { required: true, content: { 'application/x-www-form-urlencoded': { schema } } };
}
