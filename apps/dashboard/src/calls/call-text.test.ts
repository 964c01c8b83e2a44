import { expect, it } from 'vitest';
import { callText, durationText } from './call-text.ts';

it.each([
  [{ outcome: 'GREETED', reason: null, target: null }, 'Greeting played'],
  [{ outcome: 'FORWARDED', reason: null, target: '+442079460018' }, 'Forwarded to +44 20 7946 0018'],
  [{ outcome: 'SIP', reason: null, target: 'sip:a@b.example' }, 'Sent by SIP to sip:a@b.example'],
  [
    { outcome: 'FALLBACK', reason: 'NOT_SET_UP', target: null },
    'Not connected: nobody has chosen what happens to calls',
  ],
] as const)('the call %j is described as "%s"', (call, text) => {
  expect(callText(call)).toBe(text);
});

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min 0 s'],
  [185, '3 min 5 s'],
])('%d seconds are shown as "%s"', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
