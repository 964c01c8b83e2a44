const BULLETS = '•'.repeat(8);
const SHOWN = 4;
/** Of a shorter secret its end would be too much of it. */
const LEAST_LENGTH_TO_SHOW = 16;
const MASKED = new RegExp(`^${BULLETS}.{0,${SHOWN}}$`, 'su');
/** A key's Sid is its name, which is no secret. */
const SECRET_KEY = /(?:token|secret|passw|private_?key|api_?key)(?!.*sid$)/i;

/**
 * A setting as it may be shown. The texts in it whose key, or a key around it, speaks of a secret are bullets with their
 * last characters at most; `authToken` is, whatever stands there.
 */
export function maskSecrets(key: string, value: unknown, within = false): unknown {
  const secret = within || SECRET_KEY.test(key);
  if (typeof value === 'string') return secret && value !== '' ? mask(value) : value;
  if (value === null) return null;
  if (key === 'authToken') return BULLETS;
  if (Array.isArray(value)) return value.map((item) => maskSecrets('', item, secret));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, maskSecrets(inner, item, secret)]));
}

/** Whether a masked text stands in a setting where {@link maskSecrets} puts one: someone sends back what they were shown. */
export function holdsMaskedSecret(key: string, value: unknown, within = false): boolean {
  const secret = within || SECRET_KEY.test(key);
  if (typeof value === 'string') return secret && MASKED.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([inner, item]) =>
    holdsMaskedSecret(Array.isArray(value) ? '' : inner, item, secret),
  );
}

function mask(secret: string): string {
  const characters = [...secret];
  return characters.length < LEAST_LENGTH_TO_SHOW ? BULLETS : BULLETS + characters.slice(-SHOWN).join('');
}
