import { randomBytes } from 'node:crypto';
import type { EncryptionKey } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { encryptionKeysOf } from './voice-env.ts';

const ACCOUNT = { TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'b'.repeat(32) };
const WEBHOOK = {
  LINEKEEPER_VOICE_WEBHOOK_URL: 'https://voice.example/calls',
  LINEKEEPER_VOICE_WEBHOOK_SECRET: 's'.repeat(32),
};
const key = () => randomBytes(32).toString('base64');

const idsAndLengths = (keys: readonly EncryptionKey[]) => keys.map(({ id, key: bytes }) => [id, bytes.length]);

describe('the variables about calls', () => {
  it('have defaults', () => {
    expect(readEnv({}).voice).toEqual({
      platformCredentials: null,
      platformWebhook: null,
      forwardCountries: null,
      forwardsAtOnce: 10,
      keepDays: 90,
    });
  });

  it('are read', () => {
    const { voice, encryptionKeys } = readEnv({
      ...ACCOUNT,
      ...WEBHOOK,
      LINEKEEPER_VOICE_WEBHOOK_INTERNAL_HOSTS: 'Voice.internal, 10.0.0.5',
      LINEKEEPER_FORWARD_COUNTRIES: 'GB, IE',
      LINEKEEPER_ENCRYPTION_KEYS: `new:${key()},old:${key()}`,
    });
    expect(voice.platformCredentials).toEqual({ accountSid: `AC${'a'.repeat(32)}`, authToken: 'b'.repeat(32) });
    expect(voice.platformWebhook?.internalHosts).toEqual(new Set(['voice.internal', '10.0.0.5']));
    expect(voice.forwardCountries).toEqual(new Set(['GB', 'IE']));
    // What was encrypted before keys were given can still be read.
    const derived = [expect.stringMatching(/^secret-[0-9a-f]{8}$/), 32];
    expect(idsAndLengths(encryptionKeysOf({ encryptionKeys }, 'the secret'))).toEqual([
      ['new', 32],
      ['old', 32],
      derived,
    ]);
  });

  it('can keep the derived key in use until every server has the new key', () => {
    const { encryptionKeys } = readEnv({ LINEKEEPER_ENCRYPTION_KEYS: `secret,new:${key()}` });
    const derived = [expect.stringMatching(/^secret-[0-9a-f]{8}$/), 32];
    expect(idsAndLengths(encryptionKeysOf({ encryptionKeys }, 'the secret'))).toEqual([derived, ['new', 32]]);
    expect(idsAndLengths(encryptionKeysOf({ encryptionKeys }, null))).toEqual([['new', 32]]);
  });

  it.each([
    ['an account without its token', { TWILIO_ACCOUNT_SID: ACCOUNT.TWILIO_ACCOUNT_SID }, /TWILIO_AUTH_TOKEN/],
    ['a token without its account', { TWILIO_AUTH_TOKEN: ACCOUNT.TWILIO_AUTH_TOKEN }, /TWILIO_ACCOUNT_SID/],
    ['an account of another form', { ...ACCOUNT, TWILIO_ACCOUNT_SID: 'AC1' }, /TWILIO_ACCOUNT_SID/],
    ['a webhook without a secret', { ...WEBHOOK, LINEKEEPER_VOICE_WEBHOOK_SECRET: undefined }, /WEBHOOK_SECRET/],
    ['a short secret', { ...WEBHOOK, LINEKEEPER_VOICE_WEBHOOK_SECRET: 's'.repeat(31) }, /WEBHOOK_SECRET/],
    ['a webhook that is not http', { ...WEBHOOK, LINEKEEPER_VOICE_WEBHOOK_URL: 'ftp://voice.example' }, /WEBHOOK_URL/],
    ['a user in the address', { ...WEBHOOK, LINEKEEPER_VOICE_WEBHOOK_URL: 'https://u@voice.example' }, /WEBHOOK_URL/],
    ['a password in it', { ...WEBHOOK, LINEKEEPER_VOICE_WEBHOOK_URL: 'https://:p@voice.example' }, /WEBHOOK_URL/],
    ['an unknown country', { LINEKEEPER_FORWARD_COUNTRIES: 'GB,XX' }, /FORWARD_COUNTRIES/],
    ['no forwarded call at once', { LINEKEEPER_FORWARDS_AT_ONCE: '0' }, /FORWARDS_AT_ONCE/],
    ['a short key', { LINEKEEPER_ENCRYPTION_KEYS: `a:${randomBytes(31).toString('base64')}` }, /ENCRYPTION_KEYS/],
    ['a long key', { LINEKEEPER_ENCRYPTION_KEYS: `a:${randomBytes(33).toString('base64')}` }, /ENCRYPTION_KEYS/],
    ['a key without a name', { LINEKEEPER_ENCRYPTION_KEYS: key() }, /ENCRYPTION_KEYS/],
  ])("can't have %s", (_, variables, expected) => {
    expect(() => readEnv(variables)).toThrow(expected);
  });
});
