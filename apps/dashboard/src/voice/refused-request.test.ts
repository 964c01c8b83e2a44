import type { VoiceSetup } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { checkedWith, shownRefusal } from './refused-request.ts';

const AT = '2026-03-09T11:00:00.000Z';
const EARLIER = { at: '2026-03-09T10:00:00.000Z' };
const LATER = { at: '2026-03-09T12:00:00.000Z' };
const WRONG = { at: AT, reason: 'SIGNATURE' } as const;
const voiceUrl = 'https://lines.example/webhooks/twilio/voice';

it.each([
  ['is shown before the first call', { lastRefused: WRONG, voiceUrl }, null, WRONG],
  ['is shown after an earlier call', { lastRefused: WRONG, voiceUrl }, EARLIER, WRONG],
  ["isn't shown if a call came in later", { lastRefused: WRONG, voiceUrl }, LATER, null],
  ["isn't shown if there was none", { lastRefused: null, voiceUrl }, null, null],
  ["isn't shown if the server is older than the page", { voiceUrl } as VoiceSetup, null, null],
  ["isn't shown if only the public address is missing", { lastRefused: WRONG, voiceUrl: null }, null, null],
] as const)('a refused request %s', (_, setup, lastCall, shown) => {
  expect(shownRefusal(setup, lastCall)).toEqual(shown);
});

it('a missing account is shown even if the public address is missing, too', () => {
  const lastRefused = { at: AT, reason: 'NO_ACCOUNT' } as const;
  expect(shownRefusal({ lastRefused, voiceUrl: null }, null)).toEqual(lastRefused);
});

it("the company's own account is checked, and the platform's if it has none", () => {
  expect(checkedWith({ accountSid: 'AC0', platformAccount: true })).toBe('OWN');
  expect(checkedWith({ accountSid: null, platformAccount: true })).toBe('PLATFORM');
  expect(checkedWith({ accountSid: null, platformAccount: false })).toBe('OWN');
});
