import { isShownSetting } from '@linekeeper/contract';

/** What is shown instead of a secret. */
export const BULLETS = '•'.repeat(8);
const MASKED = /^•{8}.{0,4}$/su;
/** The characters of keys and tokens. The end of any other text (an address, a sentence) can be a whole secret. */
const TOKEN = /^[A-Za-z0-9_-]*$/;
/** Values that are nested deeper are masked as a whole. A legacy system can have stored any depth. */
const MAX_DEPTH = 100;
/** Too short to show any of it safely. */
const MIN_LENGTH_TO_SHOW = 16;

/**
 * A setting that is safe to show. Its texts and numbers become bullets, with the last characters of a long token, unless
 * its key and all outer keys are known to be harmless (`SHOWN_SETTINGS`).
 */
export function maskSecrets(key: string, value: unknown): unknown {
  return maskValue(key, value, 0);
}

function maskValue(key: string, value: unknown, depth: number): unknown {
  return isShownSetting(key) ? maskWithin(value, depth) : maskAll(value, depth);
}

function maskWithin(value: unknown, depth: number): unknown {
  return mapSettings(value, depth, maskValue, maskWithin) ?? value;
}

function maskAll(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value === '' ? value : mask(value);
  if (typeof value === 'number') return BULLETS;
  return mapSettings(value, depth, (_, inner, below) => maskAll(inner, below), maskAll) ?? value;
}

/** A list or an object with its values mapped; bullets if it's too deep. Null if the value is neither. */
function mapSettings(
  value: unknown,
  depth: number,
  mapValue: (key: string, value: unknown, depth: number) => unknown,
  mapItem: (item: unknown, depth: number) => unknown,
): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if (depth === MAX_DEPTH) return BULLETS;
  if (Array.isArray(value)) return value.map((item) => mapItem(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapValue(key, inner, depth + 1)]));
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
