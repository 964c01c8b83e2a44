import { AccountSid, AuthToken, SECRET_MIN_LENGTH } from '@linekeeper/contract';
import { deriveEncryptionKey, type EncryptionKey, type VoiceOptions } from '@linekeeper/core';
import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
/** A secret from which keys are derived. */
export const longSecret = z.string().min(SECRET_MIN_LENGTH, `must have at least ${SECRET_MIN_LENGTH} characters`);
const KEYS = 'must be keys like 2026-11:BASE64, of 32 bytes each, separated by commas';
/** The word for the key that is derived from the secret. */
const OF_SECRET = 'secret';

/** The variables about inbound calls. */
export const VOICE_VARIABLES = {
  LINEKEEPER_ENCRYPTION_KEYS: list
    .transform((items) => items.map(readKey))
    .refine((keys): keys is ListedKey[] => !keys.includes(null), KEYS)
    .optional(),
  TWILIO_ACCOUNT_SID: AccountSid.optional(),
  TWILIO_AUTH_TOKEN: AuthToken.optional(),
  LINEKEEPER_VOICE_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .transform((text) => new URL(text))
    .refine((url) => url.username === '' && url.password === '', 'must not contain a user or password')
    .optional(),
  LINEKEEPER_VOICE_WEBHOOK_SECRET: longSecret.optional(),
  LINEKEEPER_VOICE_WEBHOOK_INTERNAL_HOSTS: list.default([]),
  LINEKEEPER_FORWARD_COUNTRIES: list.pipe(z.array(CountryCode)).optional(),
  LINEKEEPER_FORWARDS_AT_ONCE: z.coerce.number().int().min(1).max(1_000).default(10),
  LINEKEEPER_CALL_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
};
const Voice = z.object(VOICE_VARIABLES);

/** What the environment says about inbound calls, and the keys that encrypt provider secrets. */
export interface VoiceEnv {
  voice: Omit<VoiceOptions, 'publicUrl' | 'hasPublicUrl'>;
  /** The first encrypts, all decrypt. */
  encryptionKeys: readonly ListedKey[];
}

/** A key of the environment. `secret` is the place of the key that is derived from the secret. */
export type ListedKey = EncryptionKey | typeof OF_SECRET;

/** Problems with variables that must be set together. */
export function voiceProblems(given: Readonly<Record<string, unknown>>): string[] {
  const pairs = [
    ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
    ['LINEKEEPER_VOICE_WEBHOOK_URL', 'LINEKEEPER_VOICE_WEBHOOK_SECRET'],
  ] as const;
  return pairs
    .filter(([one, other]) => Boolean(given[one]) !== Boolean(given[other]))
    .map(([one, other]) => `${given[one] ? other : one}: set both ${one} and ${other}, or neither`);
}

export function toVoiceEnv(env: z.infer<typeof Voice>): VoiceEnv {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = env;
  const { LINEKEEPER_VOICE_WEBHOOK_URL: url, LINEKEEPER_VOICE_WEBHOOK_SECRET: secret } = env;
  const internalHosts = new Set(env.LINEKEEPER_VOICE_WEBHOOK_INTERNAL_HOSTS.map((host) => host.toLowerCase()));
  const countries = env.LINEKEEPER_FORWARD_COUNTRIES;
  return {
    voice: {
      platformCredentials: accountSid && authToken ? { accountSid, authToken } : null,
      platformWebhook: url && secret ? { url, secret, internalHosts } : null,
      forwardCountries: countries ? new Set(countries) : null,
      forwardsAtOnce: env.LINEKEEPER_FORWARDS_AT_ONCE,
      keepDays: env.LINEKEEPER_CALL_DAYS,
    },
    encryptionKeys: env.LINEKEEPER_ENCRYPTION_KEYS ?? [],
  };
}

/**
 * The keys of the environment. The key that is derived from the secret is where the word `secret` is, or at the end if the
 * list doesn't contain the word. Without a secret, it's left out.
 */
export function encryptionKeysOf(
  { encryptionKeys }: Pick<VoiceEnv, 'encryptionKeys'>,
  secret: string | null,
): EncryptionKey[] {
  const listed: readonly ListedKey[] = encryptionKeys.includes(OF_SECRET)
    ? encryptionKeys
    : [...encryptionKeys, OF_SECRET];
  const derived = secret === null ? [] : [deriveEncryptionKey(secret)];
  return listed.flatMap((key) => (key === OF_SECRET ? derived : key));
}

function readKey(text: string): ListedKey | null {
  if (text === OF_SECRET) return OF_SECRET;
  const [, id, encoded] = /^([a-z\d-]{1,32}):([A-Za-z\d+/]{43}=)$/.exec(text) ?? [];
  if (id === undefined || encoded === undefined) return null;
  return { id, key: Buffer.from(encoded, 'base64') };
}
