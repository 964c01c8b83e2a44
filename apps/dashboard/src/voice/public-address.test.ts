import { expect, it } from 'vitest';
import { hasPublicAddress } from './public-address.ts';

const PATH = '/webhooks/twilio/voice';

it.each([
  [`https://lines.example${PATH}`, true],
  [`http://127.0.0.1:3000${PATH}`, false],
  [`http://[::1]:3000${PATH}`, false],
  [null, false],
])('whether Twilio reaches a server with the address %s: %s', (voiceUrl, is) => {
  expect(hasPublicAddress({ voiceUrl })).toBe(is);
});
