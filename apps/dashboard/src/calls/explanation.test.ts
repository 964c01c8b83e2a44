import type { RouteExplanation } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { checkText, deedText, holderText } from './explanation.ts';

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
    { outcome: 'FALLBACK', reason: 'NOT_SET_UP', target: null },
    "The caller heard that the call can't be connected, because nobody has chosen what happens to calls",
  ],
  [{ outcome: 'FORWARDED', reason: null, target: '+442079460018' }, 'Forwarded to +44 20 7946 0018'],
] as const)('the handling %j is described as "%s"', (call, text) => {
  expect(deedText(call)).toBe(text);
});
