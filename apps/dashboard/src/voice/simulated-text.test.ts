import type { CallHandling, SimulatedCall } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { simulatedText } from './simulated-text.ts';

const FORWARD = { kind: 'FORWARD', phoneNumber: '+442079460018' } as CallHandling;
const CALL: SimulatedCall = { steps: [], twiml: '<Response/>', outcome: 'FORWARDED', reason: null };
const SETUP = {
  handling: FORWARD,
  voiceUrl: 'https://lines.example/voice',
  accountSid: 'AC0',
  platformAccount: false,
  signedRequestSeen: false,
};

it.each([
  ['the auth token is right', SETUP, 'Only a real call shows whether the auth token is right.'],
  [
    "the platform's account is connected",
    { ...SETUP, accountSid: null, platformAccount: true },
    'Only a real call shows whether Twilio sends calls here.',
  ],
  ['calls can arrive', { ...SETUP, voiceUrl: null }, "But calls can't arrive at the moment."],
])("a simulated call says what would happen, and that it doesn't show whether %s", (_, setup, text) => {
  expect(simulatedText(CALL, setup)).toBe(`A call would be forwarded to +44 20 7946 0018. ${text}`);
});

it('once a real call came in, a simulated call says only what would happen', () => {
  expect(simulatedText(CALL, { ...SETUP, signedRequestSeen: true })).toBe(
    'A call would be forwarded to +44 20 7946 0018.',
  );
});

it('a simulated call that gets the fallback says why', () => {
  const failed = { ...CALL, outcome: 'FALLBACK', reason: 'NOT_SET_UP' } as const;
  expect(simulatedText(failed, { ...SETUP, handling: null })).toContain(
    'because nobody has chosen what happens to calls',
  );
});

it('a simulated call that is refused says which check failed', () => {
  const steps = [
    { step: 'LINE', passed: true, message: 'Found' },
    { step: 'CREDENTIALS', passed: false, message: 'No account' },
  ] as const;
  expect(simulatedText({ ...CALL, steps: [...steps], twiml: null, outcome: null }, SETUP)).toBe('No account');
});
