import { isShownSetting } from '@linekeeper/contract';

/** What stands for a secret. */
export const BULLETS = '•'.repeat(8);
const MASKED = /^•{8}.{0,4}$/su;
/** The characters of keys and tokens. The end of any other text (an address, a sentence) can be a whole secret. */
const TOKEN = /^[A-Za-z0-9_-]*$/;
/** Too short to show any of it safely. */
const MIN_LENGTH_TO_SHOW = 16;

/**
 * A setting that is safe to show. Its texts and numbers become bullets, with the last characters of a long token, unless
 * its key and all outer keys are known to be harmless (`SHOWN_SETTINGS`).
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

/** A list or an object with its values mapped. Null if the value is neither. */
function mapSettings(
  value: unknown,
  mapValue: (key: string, value: unknown) => unknown,
  mapItem: (item: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map(mapItem);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapValue(key, inner)]));
}

/** Whether a text was masked by {@link maskSecrets}, which means that the caller sent back what was shown. */
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
