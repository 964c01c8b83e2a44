import type { CallRecord, ListCallsOutput, VoiceSetup } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, test } from 'vitest';
import { lineState } from './line-state.ts';

const NUMBER = { phoneNumber: '+442079460018' as PhoneNumber, claimedAt: '2026-03-09T10:00:00.000Z' };
const ANSWERED = {
  callsCountFrom: NUMBER.claimedAt,
  callAnswered: true,
  signedRequestSeen: true,
  voiceUrl: 'https://lines.example/voice',
} as VoiceSetup;

const call = (more: Partial<CallRecord> = {}): CallRecord => ({
  id: '1',
  at: '2026-03-09T11:00:00.000Z',
  phoneNumber: NUMBER.phoneNumber,
  outcome: 'GREETED',
  reason: null,
  target: null,
  answerMs: 5,
  status: null,
  durationSeconds: null,
  simulated: false,
  ...more,
});
const page = (...calls: CallRecord[]): ListCallsOutput => ({ calls, nextCursor: null });

test('without a number, all lights are off, whatever calls came before', () => {
  expect(lineState(null, ANSWERED, page(call()))).toMatchObject({
    verdict: 'NO_NUMBER',
    claimed: 'OFF',
    connected: 'OFF',
    called: 'OFF',
  });
});

test('no problem is shown while the calls load', () => {
  expect(lineState(NUMBER, ANSWERED, undefined)).toMatchObject({ verdict: 'UNKNOWN', called: 'UNKNOWN' });
  expect(lineState(NUMBER, undefined, page(call()))).toMatchObject({ verdict: 'UNKNOWN', called: 'UNKNOWN' });
});

test('an answered call shows that the line works', () => {
  expect(lineState(NUMBER, ANSWERED, page(call()))).toMatchObject({
    verdict: 'WORKS',
    connected: 'ON',
    called: 'ON',
    lastCall: { id: '1' },
  });
});

test('the last call counts: if it ended with the fallback, the line has a problem', () => {
  const failed = call({ id: '2', outcome: 'FALLBACK', reason: 'NOT_SET_UP' });
  expect(lineState(NUMBER, ANSWERED, page(failed, call()))).toMatchObject({
    verdict: 'LAST_CALL_FAILED',
    connected: 'ON',
    called: 'WARNING',
  });
});

test("a call from before the account changed doesn't turn on a light", () => {
  const changed = { ...ANSWERED, callsCountFrom: '2026-03-09T12:00:00.000Z', callAnswered: false };
  expect(lineState(NUMBER, changed, page(call()))).toMatchObject({
    verdict: 'ACCOUNT_CHANGED',
    connected: 'OFF',
    called: 'OFF',
    lastCall: null,
    hasOutdatedCalls: true,
  });
  // Not if the number was claimed again after that call.
  const again = { ...NUMBER, claimedAt: changed.callsCountFrom };
  expect(lineState(again, changed, page(call()))).toMatchObject({ verdict: 'NO_CALL_YET', hasOutdatedCalls: true });
});

test('without an account, all calls are refused, whatever calls came before', () => {
  const none = { ...ANSWERED, accountSid: null, platformAccount: false };
  expect(lineState(NUMBER, none, page(call()))).toMatchObject({
    verdict: 'NOT_SET_UP',
    connected: 'OFF',
    called: 'OFF',
    lastCall: null,
  });
  expect(lineState(NUMBER, { ...none, platformAccount: true }, page(call()))).toMatchObject({ verdict: 'WORKS' });
});

test('a forwarded call that nobody answered is a warning, though the line works', () => {
  const missed = call({ outcome: 'FORWARDED', target: '+447400123456', status: 'no-answer' });
  expect(lineState(NUMBER, ANSWERED, page(missed))).toMatchObject({
    verdict: 'WORKS',
    connected: 'ON',
    called: 'WARNING',
  });
});

test.each([
  ['call handling', { handling: null, platformWebhook: false }],
  ['an account', { accountSid: null, platformAccount: false }],
])("before the first call, a line without %s isn't set up, and otherwise it waits for the call", (_, missing) => {
  const waiting = { ...ANSWERED, callAnswered: false };
  expect(lineState(NUMBER, { ...waiting, ...missing }, page()).verdict).toBe('NOT_SET_UP');
  expect(lineState(NUMBER, waiting, page()).verdict).toBe('NO_CALL_YET');
});

test.each([
  ['a simulated call', call({ simulated: true })],
  ['a call to an earlier number', call({ phoneNumber: '+442079460019' as PhoneNumber })],
])("%s doesn't turn on a light", (_, made) => {
  expect(lineState(NUMBER, ANSWERED, page(made))).toMatchObject({
    verdict: 'NO_CALL_YET',
    connected: 'OFF',
    called: 'OFF',
  });
});

test('a call can be older than the ones that are loaded', () => {
  const older = { calls: [call({ simulated: true })], nextCursor: '1' };
  expect(lineState(NUMBER, ANSWERED, older).verdict).toBe('WORKS');
  expect(lineState(NUMBER, { ...ANSWERED, callAnswered: false }, older).verdict).toBe('NO_CALL_YET');
});

const REFUSED = { at: '2026-03-09T11:30:00.000Z', reason: 'SIGNATURE' } as const;
const refused = (more: Partial<VoiceSetup> = {}): VoiceSetup => ({
  ...ANSWERED,
  lastRefused: REFUSED,
  ...more,
});

test("a refused request doesn't turn off a light", () => {
  expect(lineState(NUMBER, refused(), page(call()))).toMatchObject({
    verdict: 'WORKS',
    connected: 'ON',
    called: 'ON',
    refusal: REFUSED,
  });
  const older = { calls: [call({ simulated: true })], nextCursor: '1' };
  expect(lineState(NUMBER, refused(), older)).toMatchObject({ verdict: 'WORKS', connected: 'ON', refusal: REFUSED });
});

test.each([
  ['FORWARDED', 'failed', 'LAST_CALL_FAILED'],
  ['SIP', 'failed', 'LAST_CALL_FAILED'],
  ['FORWARDED', 'busy', 'WORKS'],
  ['FORWARDED', 'no-answer', 'WORKS'],
  ['FORWARDED', 'completed', 'WORKS'],
] as const)(
  'after a call with the outcome %s and the status %s, the line is in the state %s',
  (outcome, status, verdict) => {
    const last = call({ outcome, target: '+447400123456', status });
    expect(lineState(NUMBER, ANSWERED, page(last)).verdict).toBe(verdict);
  },
);

test.each(['SWAPPED_ADDRESSES', 'WRONG_METHOD'] as const)("the line doesn't work after the refusal %s", (reason) => {
  const later = { lastRefused: { ...REFUSED, reason } };
  expect(lineState(NUMBER, refused(later), page(call()))).toMatchObject({
    verdict: 'REFUSED',
    connected: 'WARNING',
    called: 'WARNING',
  });
});

test('before the first call, a refused call is the headline', () => {
  const waiting = refused({ callAnswered: false, signedRequestSeen: false });
  const headline = { verdict: 'REFUSED', connected: 'WARNING', called: 'WARNING', refusal: REFUSED };
  expect(lineState(NUMBER, waiting, page())).toMatchObject(headline);
  // Also if the account has changed since the last call that came in.
  const changed = { ...waiting, callsCountFrom: '2026-03-09T11:15:00.000Z' };
  expect(lineState(NUMBER, changed, page(call()))).toMatchObject(headline);
  expect(lineState(NUMBER, { ...waiting, handling: null, platformWebhook: false }, page())).toMatchObject(headline);
});

test('a missing account is shown once, also if a call was refused because of it', () => {
  const none = refused({ accountSid: null, platformAccount: false, lastRefused: { ...REFUSED, reason: 'NO_ACCOUNT' } });
  expect(lineState(NUMBER, none, page())).toMatchObject({ verdict: 'NOT_SET_UP', connected: 'WARNING', called: 'OFF' });
});

test.each([
  ['no public address', null],
  ['an address of its own machine', 'http://localhost:3000/voice'],
])("a server with %s can't get calls, whatever calls came before", (_, voiceUrl) => {
  const unreachable = { verdict: 'UNREACHABLE', connected: 'WARNING', isUnreachable: true };
  expect(lineState(NUMBER, { ...ANSWERED, voiceUrl }, page(call()))).toMatchObject({
    ...unreachable,
    called: 'EARLIER',
  });
  const missed = call({ outcome: 'FORWARDED', target: '+447400123456', status: 'no-answer' });
  expect(lineState(NUMBER, { ...ANSWERED, voiceUrl }, page(missed))).toMatchObject({
    ...unreachable,
    called: 'WARNING',
  });
  const older = { calls: [call({ simulated: true })], nextCursor: '1' };
  expect(lineState(NUMBER, { ...ANSWERED, voiceUrl }, older)).toMatchObject({ ...unreachable, called: 'EARLIER' });
  const changed = { ...ANSWERED, callsCountFrom: '2026-03-09T12:00:00.000Z', callAnswered: false, voiceUrl };
  expect(lineState(NUMBER, changed, page(call()))).toMatchObject(unreachable);
  const waiting = { ...refused({ callAnswered: false }), voiceUrl };
  expect(lineState(NUMBER, waiting, page())).toMatchObject({ ...unreachable, refusal: null });
  // Until the company has done its part, the setup says what is missing.
  expect(lineState(NUMBER, { ...waiting, handling: null, platformWebhook: false }, page())).toMatchObject({
    verdict: 'NOT_SET_UP',
    connected: 'OFF',
    refusal: null,
    isUnreachable: true,
  });
  expect(lineState(null, waiting, page())).toMatchObject({ verdict: 'NO_NUMBER', isUnreachable: true });
});
