import type { VoiceSetup } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { checkedWith, isAboutAccount, isForSupport, shownRefusal } from './refused-request.ts';

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
  [
    "isn't shown on a server that the provider can't reach",
    { lastRefused: WRONG, voiceUrl: 'http://127.0.0.1/v' },
    null,
    null,
  ],
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

it.each([
  ['SIGNATURE', 'AC0', true],
  ['SIGNATURE', null, false],
  ['OTHER_ACCOUNT', 'AC0', true],
  ['OTHER_ACCOUNT', null, true],
  ['NO_ACCOUNT', null, true],
  ['SWAPPED_ADDRESSES', 'AC0', false],
  ['WRONG_METHOD', 'AC0', false],
] as const)(
  'after a refusal with %s and the stored account %s, saving the account can help: %s',
  (reason, accountSid, is) => {
    expect(isAboutAccount({ reason }, { accountSid, platformAccount: true })).toBe(is);
  },
);

it("only the people who run the service correct what is wrong with the platform's account", () => {
  const platform = { accountSid: null, platformAccount: true };
  const own = { accountSid: 'AC0', platformAccount: true };
  for (const reason of ['SIGNATURE', 'SWAPPED_ADDRESSES', 'WRONG_METHOD'] as const) {
    expect([isForSupport({ reason }, platform), isForSupport({ reason }, own)]).toEqual([true, false]);
  }
  expect(isForSupport({ reason: 'OTHER_ACCOUNT' }, platform)).toBe(false);
});
