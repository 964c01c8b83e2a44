import { describe, expect, it } from 'vitest';
import { holdsMaskedSecret, maskSecrets } from './masked-secret.ts';

const SECRET = '0123456789abcdef0123456789abWXYZ';
const BULLETS = '••••••••';

describe('maskSecrets', () => {
  it.each([
    ['authToken', SECRET, '••••••••WXYZ'],
    ['authToken', SECRET.slice(0, 16), '••••••••cdef'],
    ['authToken', SECRET.slice(0, 15), BULLETS],
    ['authToken', `${SECRET}.`, BULLETS],
    ['authToken', 'correct horse battery staple', BULLETS],
    ['authToken', '', ''],
    ['authToken', null, null],
    ['authToken', true, true],
    ['authToken', 12_345_678, BULLETS],
    ['authToken', { value: 12_345_678 }, { value: BULLETS }],
    ['authToken', [SECRET], ['••••••••WXYZ']],
    ['pwd', 'hunter2', BULLETS],
    ['pass', SECRET, '••••••••WXYZ'],
    ['accessKey', SECRET, '••••••••WXYZ'],
    ['signingKey', SECRET, '••••••••WXYZ'],
    ['pin', 1234, BULLETS],
    ['', 'hunter2', BULLETS],
    ['constructor', 'hunter2', BULLETS],
    ['voiceUrl', 'https://user:hunter2@example.com/voice', BULLETS],
    ['headers', [{ name: 'authToken', value: SECRET }], [{ name: '••••••••', value: '••••••••WXYZ' }]],
    ['voice', [{ name: 'authToken', value: SECRET }], [{ name: 'authToken', value: '••••••••WXYZ' }]],
    ['voice', { apiSecret: SECRET, region: 'ie1' }, { apiSecret: '••••••••WXYZ', region: 'ie1' }],
    ['secrets', { name: SECRET, region: [SECRET, true] }, { name: '••••••••WXYZ', region: ['••••••••WXYZ', true] }],
    ['apiKeySid', SECRET, SECRET],
    ['accountSid', SECRET, SECRET],
    ['account_sid', SECRET, SECRET],
    ['AccountSid', SECRET, SECRET],
    ['friendly-name', 'Front desk', 'Front desk'],
    ['enabled', 1, 1],
    ['accountSid2', SECRET, '••••••••WXYZ'],
  ])('shows %s: %j as %j', (key, value, shown) => {
    expect(maskSecrets(key, value)).toEqual(shown);
  });

  it('keeps keys with a special meaning in JavaScript', () => {
    const value: unknown = JSON.parse('{"__proto__":{"token":"short"},"constructor":1}');
    expect(JSON.stringify(maskSecrets('voice', value))).toBe(
      '{"__proto__":{"token":"••••••••"},"constructor":"••••••••"}',
    );
  });

  it('takes only milliseconds for keys and values of 64 kB', () => {
    // The processor's time, because a busy machine takes longer.
    const begin = process.cpuUsage();
    for (const text of ['token', 'sid', '_', '•', 'a']) {
      const long = `${text.repeat(65_536 / text.length)}sid!`;
      maskSecrets(long, long);
      holdsMaskedSecret(long, long);
    }
    expect(process.cpuUsage(begin).user).toBeLessThan(100_000);
  });
});

describe('holdsMaskedSecret', () => {
  it.each([
    ['authToken', SECRET],
    ['authToken', 12],
    ['voice', [{ name: 'authToken', token: SECRET }]],
    ['secrets', { name: [SECRET] }],
  ])('recognizes the masked %s: %j, and not the original', (key, value) => {
    expect(holdsMaskedSecret(key, value)).toBe(false);
    expect(holdsMaskedSecret(key, maskSecrets(key, value))).toBe(true);
  });

  it.each([
    ['greeting', BULLETS],
    ['voice', [BULLETS]],
    ['authToken', `${BULLETS}${SECRET}`],
    ['authToken', '•••••••'],
    ['authToken', null],
  ])("doesn't take %s: %j for a masked value", (key, value) => {
    expect(holdsMaskedSecret(key, value)).toBe(false);
  });
});
