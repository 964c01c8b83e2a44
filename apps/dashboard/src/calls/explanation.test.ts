import type { RouteExplanation } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { callBackText, checkText, heardText, holderText } from './explanation.ts';

const HOLDER = {
  tenantId: '1',
  tenantName: 'Acme Dental',
  since: '2026-03-09T10:00:00.000Z',
  kind: 'CLAIMED',
  actor: { type: 'PERSON', name: 'Ann' },
} satisfies RouteExplanation['holder'];

it.each([
  [HOLDER, 'Acme Dental, since 9 March 2026 (set by Ann)'],
  [{ ...HOLDER, kind: 'MOVED' }, 'Acme Dental, since 9 March 2026 (moved from the previous system by Ann)'],
  [null, "Your company didn't hold this number then"],
] as const)('the holder %j is described as "%s"', (holder, text) => {
  expect(holderText(holder).replace(/\u00A0/g, ' ')).toBe(text);
});

it("a simulated call isn't described as one whose signature was checked", () => {
  expect(checkText({ simulated: true })).toContain('Simulated');
  expect(checkText({ simulated: false })).toContain('Signature valid');
});

it.each([
  [
    { reason: 'NOT_SET_UP', target: null, simulated: false },
    "The caller heard that the call can't be connected, because nobody has chosen what happens to calls",
  ],
  [
    { reason: 'NOT_SET_UP', target: null, simulated: true },
    "The caller would hear that the call can't be connected, because nobody has chosen what happens to calls",
  ],
  [{ reason: null, target: '+442079460018', simulated: false }, null],
] as const)('of the call %j, the details say "%s"', (call, text) => {
  expect(heardText(call)).toBe(text);
});

it.each([
  [{ outcome: 'FORWARDED', status: 'no-answer' }, 'on the phone that rang'],
  [{ outcome: 'FORWARDED', status: 'failed' }, 'No phone rang'],
  [{ outcome: 'FALLBACK', status: 'completed' }, 'No phone rang'],
] as const)('the details of the missed call %j say how to call back', (call, text) => {
  expect(callBackText({ ...call, simulated: false })).toContain(text);
  expect(callBackText({ ...call, simulated: true })).toBeNull();
});

it("the details of an answered call don't say how to call back", () => {
  expect(callBackText({ outcome: 'FORWARDED', status: 'completed', simulated: false })).toBeNull();
});
