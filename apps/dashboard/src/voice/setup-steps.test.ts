import type { VoiceSetup } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { nextSteps, setupSteps } from './setup-steps.ts';

const NUMBER = '+44 20 7946 0018';
const EMPTY = { handling: null, platformWebhook: false, accountSid: null, platformAccount: false } as VoiceSetup;
const HANDLED = { ...EMPTY, handling: { kind: 'GREETING', message: 'Hello' } } as VoiceSetup;
const STORED = { ...HANDLED, accountSid: 'AC0' } as VoiceSetup;
const UNSEEN = { connected: 'OFF', verdict: 'NO_CALL_YET' } as const;

it.each([
  ['without a number', null, EMPTY, UNSEEN, 0, ['number']],
  ['while the setup loads', NUMBER, undefined, UNSEEN, 1, ['handling']],
  ['with a number', NUMBER, EMPTY, UNSEEN, 1, ['handling']],
  ['with call handling', NUMBER, HANDLED, UNSEEN, 2, ['account']],
  ['with an account', NUMBER, STORED, UNSEEN, 3, ['addresses', 'call']],
  ['with an account first', NUMBER, { ...EMPTY, accountSid: 'AC0' } as VoiceSetup, UNSEEN, 2, ['handling']],
  ["with the platform's account", NUMBER, { ...HANDLED, platformAccount: true }, UNSEEN, 3, ['addresses', 'call']],
  ['if the last call failed', NUMBER, STORED, { connected: 'ON', verdict: 'LAST_CALL_FAILED' }, 4, ['call']],
  ['when a call was answered', NUMBER, STORED, { connected: 'ON', verdict: 'WORKS' }, 5, []],
] as const)('%s, the list shows which steps are done and which are next', (_, number, setup, state, done, next) => {
  const steps = setupSteps(number, setup, state);
  expect(steps.filter(({ isDone }) => isDone)).toHaveLength(done);
  expect(nextSteps(steps)).toEqual(next);
});

it('after the account changed, the addresses must be entered in the new one', () => {
  const textOf = (verdict: 'NO_CALL_YET' | 'ACCOUNT_CHANGED') =>
    setupSteps(NUMBER, STORED, { connected: 'OFF', verdict }).find(({ name }) => name === 'addresses')?.text;
  expect(textOf('NO_CALL_YET')).toMatch(/^Until you do/);
  expect(textOf('ACCOUNT_CHANGED')).toMatch(/^If your number is in another Twilio account now/);
});
