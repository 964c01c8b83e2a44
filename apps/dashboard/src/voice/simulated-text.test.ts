import type { CallHandling, SimulatedCall } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { simulatedText } from './simulated-text.ts';

const FORWARD = { kind: 'FORWARD', phoneNumber: '+442079460018' } as CallHandling;
const CALL: SimulatedCall = { steps: [], twiml: '<Response/>', outcome: 'FORWARDED', reason: null };

it('a simulated call says what would happen, and that it cannot check the auth token', () => {
  expect(simulatedText(CALL, FORWARD)).toBe(
    "A call would be forwarded to +44 20 7946 0018. This can't check whether the auth token is right: only a real call can.",
  );
});

it('a simulated call that gets the fallback says why', () => {
  const failed = { ...CALL, outcome: 'FALLBACK', reason: 'NOT_SET_UP' } as const;
  expect(simulatedText(failed, null)).toContain('because nobody has chosen what happens to calls');
});

it('a simulated call that is refused says which check failed', () => {
  const steps = [
    { step: 'LINE', passed: true, message: 'Found' },
    { step: 'CREDENTIALS', passed: false, message: 'No account' },
  ] as const;
  expect(simulatedText({ ...CALL, steps: [...steps], twiml: null, outcome: null }, FORWARD)).toBe('No account');
});
