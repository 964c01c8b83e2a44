import { isShownSetting } from '@linekeeper/contract';

const BULLETS = '•'.repeat(8);
const MASKED = /^•{8}.{0,4}$/su;
/** What issuers make keys and tokens of. The end of anything else (an address, a sentence) can be a whole secret. */
const TOKEN = /^[A-Za-z0-9_-]*$/;
/** Too short to show any of it safely. */
const MIN_LENGTH_TO_SHOW = 16;

/**
 * A setting as it may be shown. Its texts and numbers are bullets, with the last characters of a long token, unless its
 * key and every key around it are known to be harmless (`SHOWN_SETTINGS`).
 */
export function maskSecrets(key: string, value: unknown): unknown {
  return isShownSetting(key) ? maskWithin(value) : maskAll(value);
}

function maskWithin(value: unknown): unknown {
  return mapSettings(value, maskSecrets, maskWithin) ?? value;
}

function maskAll(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? value : mask(value);
  if (typeof value === 'number') return BULLETS;
  return mapSettings(value, (_, inner) => maskAll(inner), maskAll) ?? value;
}

/** The same list or object with its values mapped; null if the value is neither. */
function mapSettings(
  value: unknown,
  mapValue: (key: string, value: unknown) => unknown,
  mapItem: (item: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map(mapItem);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapValue(key, inner)]));
}

/** Whether a text is masked as {@link maskSecrets} does it: the caller sends back what they were shown. */
export function holdsMaskedSecret(key: string, value: unknown, isMasked = false): boolean {
  const masked = isMasked || !isShownSetting(key);
  if (typeof value === 'string') return masked && MASKED.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([inner, item]) =>
    holdsMaskedSecret(Array.isArray(value) ? key : inner, item, masked),
  );
}

function mask(secret: string): string {
  return secret.length >= MIN_LENGTH_TO_SHOW && TOKEN.test(secret) ? BULLETS + secret.slice(-4) : BULLETS;
}
