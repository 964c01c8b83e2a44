import { describe, expect, it } from 'vitest';
import { holdsMaskedSecret, maskSecrets } from './masked-secret.ts';

const SECRET = '0123456789abcdef0123456789abWXYZ';

describe('maskSecrets', () => {
  it.each([
    ['authToken', SECRET, '••••••••WXYZ'],
    ['authToken', 'short, so nothing'.slice(0, 15), '••••••••'],
    ['authToken', '', ''],
    ['authToken', null, null],
    ['authToken', 12_345_678, '••••••••'],
    ['authToken', { value: 12_345_678 }, '••••••••'],
    ['webhook_secret', SECRET, '••••••••WXYZ'],
    ['smtpPassword', SECRET, '••••••••WXYZ'],
    ['apiKey', SECRET, '••••••••WXYZ'],
    ['apiKeySecret', SECRET, '••••••••WXYZ'],
    ['apiKeySid', SECRET, SECRET],
    ['accountSid', SECRET, SECRET],
    ['greeting', SECRET, SECRET],
    ['maxTokens', 4_096, 4_096],
    ['deep', [{ a: { token: SECRET, b: SECRET } }], [{ a: { token: '••••••••WXYZ', b: SECRET } }]],
    ['secrets', { a: SECRET, b: [SECRET, true] }, { a: '••••••••WXYZ', b: ['••••••••WXYZ', true] }],
    ['deep', { authToken: [SECRET] }, { authToken: '••••••••' }],
    ['authToken', '0123456789abcde😀😁😂🤣', '••••••••😀😁😂🤣'],
  ])('shows %s: %j as %j', (key, value, shown) => {
    expect(maskSecrets(key, value)).toEqual(shown);
  });

  it('keeps keys that mean something to JavaScript what they are', () => {
    const value: unknown = JSON.parse('{"__proto__":{"token":"short"},"constructor":1}');
    expect(JSON.stringify(maskSecrets('x', value))).toBe('{"__proto__":{"token":"••••••••"},"constructor":1}');
  });
});

describe('holdsMaskedSecret', () => {
  it.each([
    ['authToken', SECRET],
    ['authToken', 12],
    ['deep', [{ a: { token: SECRET } }]],
    ['secrets', { a: [SECRET] }],
    ['authToken', '0123456789abcde😀😁😂🤣'],
  ])('knows %s: %j again once it was masked, and not before', (key, value) => {
    expect(holdsMaskedSecret(key, value)).toBe(false);
    expect(holdsMaskedSecret(key, maskSecrets(key, value))).toBe(true);
  });

  it.each([
    ['greeting', '••••••••'],
    ['authToken', `••••••••${SECRET}`],
    ['authToken', null],
  ])('takes %s: %j for what it is', (key, value) => {
    expect(holdsMaskedSecret(key, value)).toBe(false);
  });
});
