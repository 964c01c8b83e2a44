import type { RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { isComplete, nextSteps, setupSteps } from './setup-steps.ts';

const NUMBER = '+44 20 7946 0018';
const EMPTY = { handling: null, platformWebhook: false, accountSid: null, platformAccount: false } as VoiceSetup;
const HANDLED = { ...EMPTY, handling: { kind: 'GREETING', message: 'Hello' } } as VoiceSetup;
const STORED = { ...HANDLED, accountSid: 'AC0' } as VoiceSetup;
const OF_PLATFORM = { ...HANDLED, platformAccount: true };
const UNSEEN = {
  connected: 'OFF',
  called: 'OFF',
  verdict: 'NO_CALL_YET',
  isUnreachable: false,
  refusal: null,
} as const;
const CONNECTED = { ...UNSEEN, connected: 'ON', called: 'ON' } as const;
const refused = (reason: RefusedRequest['reason']) =>
  ({ ...UNSEEN, connected: 'WARNING', refusal: { at: '2026-03-09T11:00:00.000Z', reason } }) as const;

it.each([
  ['without a number', null, EMPTY, UNSEEN, 0, ['number']],
  ['while the setup loads', NUMBER, undefined, UNSEEN, 1, ['handling']],
  ['with a number', NUMBER, EMPTY, UNSEEN, 1, ['handling']],
  ['with call handling', NUMBER, HANDLED, UNSEEN, 2, ['account']],
  ['with an account', NUMBER, STORED, UNSEEN, 3, ['addresses', 'call']],
  ['with an account first', NUMBER, { ...EMPTY, accountSid: 'AC0' } as VoiceSetup, UNSEEN, 2, ['handling']],
  ["with the platform's account", NUMBER, OF_PLATFORM, UNSEEN, 3, ['addresses', 'call']],
  ['if the last call failed', NUMBER, STORED, { ...CONNECTED, verdict: 'LAST_CALL_FAILED' }, 4, ['call']],
  ['when a call was answered', NUMBER, STORED, { ...CONNECTED, verdict: 'WORKS' }, 5, []],
  ['if the signature was wrong', NUMBER, STORED, refused('SIGNATURE'), 2, ['account', 'addresses']],
  [
    'if it was wrong before handling was chosen',
    NUMBER,
    { ...STORED, handling: null },
    refused('SIGNATURE'),
    1,
    ['account', 'addresses'],
  ],
  ['if another account called', NUMBER, OF_PLATFORM, refused('OTHER_ACCOUNT'), 2, ['account']],
  ["if the platform's signature was wrong", NUMBER, OF_PLATFORM, refused('SIGNATURE'), 3, ['addresses']],
  ['if the addresses are swapped', NUMBER, STORED, refused('SWAPPED_ADDRESSES'), 3, ['addresses']],
  ['if Twilio is set to GET', NUMBER, STORED, refused('WRONG_METHOD'), 3, ['addresses']],
  ["if the platform's addresses are swapped", NUMBER, OF_PLATFORM, refused('SWAPPED_ADDRESSES'), 3, ['addresses']],
  ["if Twilio can't reach the server", NUMBER, STORED, { ...UNSEEN, isUnreachable: true }, 3, ['addresses']],
  ["if it can't, and more is missing", NUMBER, EMPTY, { ...UNSEEN, isUnreachable: true }, 1, ['handling']],
] as const)('%s, the list shows which steps are done and which are next', (_, number, setup, state, done, next) => {
  const steps = setupSteps(number, setup, state);
  expect(steps.filter(({ state }) => state === 'DONE')).toHaveLength(done);
  expect(nextSteps(steps)).toEqual(next);
});

it('a step that seems to be wrong is a problem, and another one is to do', () => {
  const statesOf = (setup: VoiceSetup, known: Parameters<typeof setupSteps>[2]) =>
    setupSteps(NUMBER, setup, known).map(({ state }) => state);
  // A wrong token and wrong addresses look the same.
  expect(statesOf(STORED, refused('SIGNATURE'))).toEqual(['DONE', 'DONE', 'PROBLEM', 'PROBLEM', 'TODO']);
  expect(statesOf(STORED, refused('OTHER_ACCOUNT'))).toEqual(['DONE', 'DONE', 'PROBLEM', 'TODO', 'TODO']);
  expect(statesOf(OF_PLATFORM, refused('SIGNATURE'))).toEqual(['DONE', 'DONE', 'DONE', 'PROBLEM', 'TODO']);
  expect(statesOf(STORED, { ...UNSEEN, isUnreachable: true })).toEqual(['DONE', 'DONE', 'DONE', 'PROBLEM', 'TODO']);
  // A request that anybody can send says nothing against calls that come in.
  const { refusal } = refused('SIGNATURE');
  expect(statesOf(STORED, { ...CONNECTED, verdict: 'WORKS', refusal })).not.toContain('PROBLEM');
});

it('the setup is complete when calls come in, even if the last one failed', () => {
  const complete = (known: Parameters<typeof setupSteps>[2] & Parameters<typeof isComplete>[1], setup = STORED) =>
    isComplete(setupSteps(NUMBER, setup, known), known);
  expect(complete({ ...CONNECTED, verdict: 'WORKS' })).toBe(true);
  expect(complete({ ...CONNECTED, verdict: 'LAST_CALL_FAILED' })).toBe(true);
  expect(complete(UNSEEN)).toBe(false);
  const unreachable = { ...UNSEEN, connected: 'WARNING', verdict: 'UNREACHABLE', isUnreachable: true } as const;
  expect(complete(unreachable)).toBe(false);
  // A company that has received calls has set up its line.
  expect(complete({ ...unreachable, called: 'EARLIER' })).toBe(true);
  expect(complete({ ...unreachable, called: 'WARNING' })).toBe(true);
  expect(complete({ ...unreachable, called: 'EARLIER' }, { ...STORED, handling: null })).toBe(false);
  expect(complete({ ...refused('WRONG_METHOD'), called: 'WARNING' })).toBe(false);
});

const addressesOf = (setup: VoiceSetup, verdict: 'NO_CALL_YET' | 'ACCOUNT_CHANGED' = 'NO_CALL_YET') =>
  setupSteps(NUMBER, setup, { ...UNSEEN, verdict }).find(({ name }) => name === 'addresses');

it('after the account changed, the addresses must be entered in the new one', () => {
  expect(addressesOf(STORED)?.text).toMatch(/^We can't see whether you've done this/);
  expect(addressesOf(STORED, 'ACCOUNT_CHANGED')?.text).toMatch(/^Is your number in the new account\?/);
});

it("with the platform's account, the people who run the service connect the number", () => {
  const { title, text, isForSupport } = addressesOf(OF_PLATFORM) ?? {};
  expect(title).toBe('The people who run this service connect your number');
  expect(text).toBe("You don't need to do anything.");
  expect(isForSupport).toBe(true);
  expect(addressesOf(STORED)?.isForSupport).toBe(false);
  expect(addressesOf(OF_PLATFORM, 'ACCOUNT_CHANGED')?.text).toBe(text);
});

it("a server that Twilio can't reach asks nothing of the company, neither in Twilio nor to call", () => {
  const steps = setupSteps(NUMBER, STORED, { ...UNSEEN, isUnreachable: true });
  expect(steps.slice(3)).toMatchObject([
    { title: 'Connection to Twilio', text: 'Only the people who run this service can do this.', isForSupport: true },
    { title: 'First call', text: 'This has to wait until calls can arrive.' },
  ]);
});

it("with the platform's account, the call waits until the number is connected, or the problem is fixed", () => {
  const callOf = (setup: VoiceSetup, known: Parameters<typeof setupSteps>[2]) => setupSteps(NUMBER, setup, known)[4];
  expect(callOf(OF_PLATFORM, UNSEEN)?.text).toMatch(/^When it's connected, call/);
  expect(callOf(OF_PLATFORM, { ...CONNECTED, verdict: 'LAST_CALL_FAILED' })?.text).toMatch(/^Call/);
  expect(callOf(STORED, UNSEEN)?.text).toMatch(/^Call/);
  for (const reason of ['SIGNATURE', 'SWAPPED_ADDRESSES', 'WRONG_METHOD'] as const) {
    const steps = setupSteps(NUMBER, OF_PLATFORM, refused(reason));
    expect(steps.slice(3)).toMatchObject([
      { text: 'Only the people who run this service can fix this.', isForSupport: true },
      { title: 'First call', text: "Wait until it's fixed." },
    ]);
    expect(callOf(STORED, refused(reason))?.text).toMatch(/^Call/);
  }
});

it('a step that a call was refused because of says what to do', () => {
  const textsOf = (setup: VoiceSetup, reason: RefusedRequest['reason']) =>
    setupSteps(NUMBER, setup, refused(reason)).flatMap(({ wrong, text }) => (wrong ? [text] : []));
  expect(textsOf(STORED, 'SIGNATURE')).toEqual([
    'Account AC0. First enter the auth token again.',
    'If a call is still refused, check the two addresses in Twilio.',
  ]);
  expect(textsOf(STORED, 'OTHER_ACCOUNT')).toEqual(['Account AC0. Save the account that your number belongs to.']);
  expect(textsOf(OF_PLATFORM, 'OTHER_ACCOUNT')).toEqual([expect.stringContaining('your own Twilio account')]);
  expect(textsOf(STORED, 'SWAPPED_ADDRESSES')).toEqual([expect.stringContaining('enter the webhook address')]);
  expect(textsOf(STORED, 'WRONG_METHOD')).toEqual([expect.stringContaining('change HTTP GET to HTTP POST')]);
});

it('if the platform decides what happens to calls, a person who can choose is told so', () => {
  const chosen = (canChange: boolean) => setupSteps(NUMBER, { ...EMPTY, platformWebhook: true }, UNSEEN, canChange)[1];
  expect(chosen(true)).toMatchObject({ state: 'DONE', text: expect.stringContaining('You can choose it yourself') });
  expect(chosen(false)?.text).toBe('The people who run this service decide how each call is handled.');
});

it("a person who can't change anything is told what is missing, not what to do", () => {
  const words = (setup: VoiceSetup, number: string | null) =>
    setupSteps(number, setup, UNSEEN, false).flatMap(({ title, text }) => [title, text]);
  expect(words(EMPTY, null)).toContain('Not set yet.');
  for (const setup of [EMPTY, HANDLED, STORED, OF_PLATFORM]) {
    for (const text of words(setup, NUMBER))
      expect(text).not.toMatch(/^(Enter|Choose|Save|Call your|Until you|For example)/);
  }
  const refusedTexts = (setup: VoiceSetup) =>
    setupSteps(NUMBER, setup, refused('SIGNATURE'), false).flatMap(({ state, text }) =>
      state === 'PROBLEM' ? [text] : [],
    );
  const check = 'A call was refused. An owner or admin has to check this.';
  expect(refusedTexts(STORED)).toEqual([check, check]);
  // Nor can an owner.
  expect(refusedTexts(OF_PLATFORM)).toEqual(['Only the people who run this service can fix this.']);
});
