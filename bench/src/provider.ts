import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { WordedRequest } from './contender.ts';
import type { Step } from './work.ts';

/** The platform's one account at the provider. All companies share it. */
export const ACCOUNT = { accountSid: `AC${'a1'.repeat(16)}`, authToken: 'b2'.repeat(16) };
/** The address that the provider calls. Signatures are made with it. */
export const PUBLIC_URL = 'https://voice.example';
export const VOICE_PATH = '/webhooks/twilio/voice';
/** Where every company's calls go. */
export const STREAM_ADDRESS = 'wss://agents.voice.example/calls';

let calls = 0;

/** The provider's request about a new call to the step's line. No call is reported twice. */
export function reportCall({ line }: Step): WordedRequest {
  const parameters = {
    AccountSid: ACCOUNT.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: `CA${(calls++).toString(16).padStart(32, '0')}`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+14155550100',
    To: line.e164,
  };
  return {
    method: 'POST',
    path: VOICE_PATH,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(
        ACCOUNT.authToken,
        `${PUBLIC_URL}${VOICE_PATH}`,
        parameters,
      ),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** Whether the call is streamed to the holder's agent. */
export function isRightTwiml({ holderId }: Step, status: number, body: string): boolean {
  return status === 200 && body.includes(STREAM_ADDRESS) && body.includes(`"${holderId}"`);
}
