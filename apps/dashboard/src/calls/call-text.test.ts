import type { CallRecord } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { callDetails, callText, callTitle, durationText, unansweredText } from './call-text.ts';

it.each([
  [{ outcome: 'GREETED', reason: null, target: null }, 'Greeting played'],
  [{ outcome: 'FORWARDED', reason: null, target: '+442079460018' }, 'Forwarded to +44 20 7946 0018'],
  [{ outcome: 'SIP', reason: null, target: 'sip:a@b.example' }, 'Sent by SIP to sip:a@b.example'],
  [{ outcome: 'STREAM', reason: null, target: 'wss://b.example' }, 'Sent to the voice assistant at wss://b.example'],
  [
    { outcome: 'FALLBACK', reason: 'NOT_SET_UP', target: null },
    'Not connected: nobody has chosen what happens to calls',
  ],
] as const)('the call %j is described as "%s"', (call, text) => {
  expect(callText({ ...call, simulated: false })).toBe(text);
});

it.each([
  [{ outcome: 'GREETED', reason: null, target: null }, 'The greeting would be played'],
  [{ outcome: 'FORWARDED', reason: null, target: '+442079460018' }, 'Would be forwarded to +44 20 7946 0018'],
] as const)('the simulated call %j is described as "%s"', (call, text) => {
  expect(callText({ ...call, simulated: true })).toBe(text);
});

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min 0 s'],
  [185, '3 min 5 s'],
])('%d seconds are shown as "%s"', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

const CALL: CallRecord = {
  id: '1',
  at: '2026-03-09T11:00:00.000Z',
  phoneNumber: '+442079460018' as CallRecord['phoneNumber'],
  outcome: 'FORWARDED',
  reason: null,
  target: '+442079460019',
  answerMs: 12,
  status: 'completed',
  durationSeconds: 185,
  simulated: false,
};
const FORWARDED = 'Forwarded to +44 20 7946 0019';

it.each([
  [{}, 'Answered', ['3 min 5 s', FORWARDED]],
  [{ status: 'no-answer', durationSeconds: 0 }, 'Missed', ['No answer', FORWARDED]],
  [{ status: 'busy', durationSeconds: null }, 'Missed', ['Busy', FORWARDED]],
  [{ status: 'failed', durationSeconds: 0 }, 'Missed', ["Couldn't be forwarded to +44 20 7946 0019"]],
  [{ status: 'in-progress', durationSeconds: null }, 'In progress', [FORWARDED]],
  [{ status: null, durationSeconds: null }, FORWARDED, []],
  [{ status: 'odd', durationSeconds: null }, FORWARDED, ['odd']],
  [{ outcome: 'GREETED', target: null }, 'Greeting played', ['3 min 5 s']],
  [
    { outcome: 'PENDING', target: null, status: null, durationSeconds: null },
    'In progress',
    ['Waiting for the platform'],
  ],
  [
    { outcome: 'FALLBACK', reason: 'NOT_SET_UP', target: null, durationSeconds: 5 },
    'Missed',
    ['5 s', 'Not connected: nobody has chosen what happens to calls'],
  ],
  [
    { outcome: 'FALLBACK', reason: 'NOT_SET_UP', target: null, status: null, durationSeconds: null, simulated: true },
    "Wouldn't be connected: nobody has chosen what happens to calls",
    [],
  ],
] as const)('the call with %j leads with "%s", and then says %j', (call, title, details) => {
  const record = { ...CALL, ...call };
  expect(callTitle(record)).toBe(title);
  expect(callDetails(record).map((detail) => detail.replace(/\u00A0/g, ' '))).toEqual(details);
});

it.each([
  [{ status: 'no-answer' }, 'Not answered by +44 20 7946 0019'],
  [{ status: 'busy' }, '+44 20 7946 0019 was busy'],
  [{ status: 'failed' }, "Couldn't be forwarded to +44 20 7946 0019"],
  [{ status: 'failed', outcome: 'SIP', target: 'sip:a@b.example' }, "Couldn't be forwarded to sip:a@b.example"],
  [{ status: 'canceled' }, 'The caller hung up before anybody answered'],
  [{ status: 'no-answer', outcome: 'PLATFORM', target: null }, 'No answer'],
  [{ status: 'failed', outcome: 'GREETED', target: null }, 'Failed'],
] as const)('what became of the last call with %j is "%s"', (call, text) => {
  expect(unansweredText({ ...CALL, ...call })).toBe(text);
});
