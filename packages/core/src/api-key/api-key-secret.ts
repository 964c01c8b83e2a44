import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const START = 'lk_live_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 190 random bits; the {@link SHOWN} that people are shown leave 166. */
const RANDOM = 32;
const CHECKSUM = 6;
const SHOWN = 4;

/** A key in full, which only its owner has. Nothing that is stored leads back to it. */
export interface ApiKeySecret {
  secret: string;
  /** Its beginning, by which people tell keys apart. */
  prefix: string;
  hash: string;
}

export function createApiKeySecret(): ApiKeySecret {
  const random = Array.from({ length: RANDOM }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const secret = `${START}${random}${checksum(`${START}${random}`)}`;
  return { secret, prefix: secret.slice(0, START.length + SHOWN), hash: hashOf(secret) };
}

/** Whether a text means to be a key, of whatever form. No session token begins so. */
export function claimsToBeApiKey(text: string): boolean {
  return text.startsWith('lk_');
}

/** Whether a text is a key that was once made, so far as it says itself: what is mistyped or guessed costs no look-up. */
export function isWellFormedApiKey(text: string): boolean {
  const rest = text.slice(START.length);
  const formed = text.startsWith(START) && rest.length === RANDOM + CHECKSUM && /^[0-9A-Za-z]+$/.test(rest);
  return formed && checksum(text.slice(0, -CHECKSUM)) === text.slice(-CHECKSUM);
}

/** What is stored in place of the key. No salt and no slow hash: there is nothing to guess in 190 random bits. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** CRC-32 in base 62, as GitHub's tokens end: against slips and random texts, not against forgers. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM; i++) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
