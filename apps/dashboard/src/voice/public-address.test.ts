import { expect, it } from 'vitest';
import { hasPublicAddress, whoSetsAddress } from './public-address.ts';

const PATH = '/webhooks/twilio/voice';

it.each([
  ['a server with a public address', `https://lines.example${PATH}`, 'lines.example', null],
  ['a public address, opened on the machine itself', `https://lines.example${PATH}`, 'localhost', null],
  ['a server without one, opened on the machine itself', null, 'localhost', 'OPERATOR'],
  ['an address of this machine', `http://127.0.0.1:3000${PATH}`, '127.0.0.1', 'OPERATOR'],
  ['an IPv6 address of this machine', `http://[::1]:3000${PATH}`, '[::1]', 'OPERATOR'],
  ['a server without one, opened elsewhere', null, 'lines.example', 'PLATFORM'],
  ['a host that only begins like this machine', null, 'localhost.lines.example', 'PLATFORM'],
  ['a host that only begins like an address of this machine', null, '127.0.0.1.example', 'PLATFORM'],
] as const)('for %s, the page knows who sets the public address', (_, voiceUrl, pageHost, who) => {
  expect(whoSetsAddress({ voiceUrl }, pageHost)).toBe(who);
  expect(hasPublicAddress({ voiceUrl })).toBe(who === null);
});
