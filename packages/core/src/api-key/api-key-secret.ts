import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const START = 'lk_live_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 190 random bits. 166 of them remain secret, because people are shown {@link SHOWN} characters. */
const RANDOM = 32;
const CHECKSUM = 6;
const SHOWN = 4;

/** The whole key, which only its owner has. It can't be computed from what is stored. */
export interface ApiKeySecret {
  secret: string;
  /** The first characters, so that people can recognize the key. */
  prefix: string;
  hash: string;
}

export function createApiKeySecret(): ApiKeySecret {
  const random = Array.from({ length: RANDOM }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const secret = `${START}${random}${checksum(`${START}${random}`)}`;
  return { secret, prefix: secret.slice(0, START.length + SHOWN), hash: hashOf(secret) };
}

/** Whether a text starts like a key, well-formed or not. Session tokens start differently. */
export function claimsToBeApiKey(text: string): boolean {
  return text.startsWith('lk_');
}

/** Whether a text has the form and the checksum of a key. Mistyped and guessed keys are refused without a look-up. */
export function isWellFormedApiKey(text: string): boolean {
  const rest = text.slice(START.length);
  const formed = text.startsWith(START) && rest.length === RANDOM + CHECKSUM && /^[0-9A-Za-z]+$/.test(rest);
  return formed && checksum(text.slice(0, -CHECKSUM)) === text.slice(-CHECKSUM);
}

/** The hash that is stored. It needs no salt and no slow function, because 190 random bits can't be guessed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** CRC-32 in base 62, like at the end of GitHub's tokens. It detects typing mistakes and random texts, not forgeries. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM; i++) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
