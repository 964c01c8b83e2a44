import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '../tenant/tenant-id.ts';
import { createKeyRing, UnreadableSecretError } from './key-ring.ts';
import { isSealed, sealSettings, showSetting, unsealSettings } from './sealed-settings.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const old = key('old');
const ring = createKeyRing([old]);
const PLACE = { tenantId: 'acme', field: 'twilioConfig.authToken' };
const SECRET = 'the secret, in full: ü 😀';

describe('a secret', () => {
  it('comes back in its own place, and is another text each time', () => {
    const sealed = Array.from({ length: 10_000 }, () => ring.seal(PLACE, SECRET));
    expect(new Set(sealed).size).toBe(10_000);
    for (const one of sealed.slice(0, 100)) expect(ring.unseal(PLACE, one)).toBe(SECRET);
    expect(ring.unseal(PLACE, ring.seal(PLACE, ''))).toBe('');
  });

  it.each([
    ["another tenant's", { ...PLACE, tenantId: 'brightline' }],
    ['another field', { ...PLACE, field: 'twilioConfig.apiSecret' }],
    ['a place whose names join to the same text', { tenantId: 'acmet', field: 'wilioConfig.authToken' }],
  ])('is refused in %s', (_, place) => {
    expect(() => ring.unseal(place, ring.seal(PLACE, SECRET))).toThrow(UnreadableSecretError);
  });

  it('is refused under the name of another key, even if that is the same key', () => {
    const one = key('one');
    const both = createKeyRing([one, { ...one, id: 'two' }]);
    const renamed = both.seal(PLACE, SECRET).replace('v1.one.', 'v1.two.');
    expect(() => both.unseal(PLACE, renamed)).toThrow(UnreadableSecretError);
  });

  it('is refused after any of 10,000 changes of a byte', () => {
    let refused = 0;
    for (let i = 0; i < 10_000; i++) {
      const sealed = ring.seal(PLACE, SECRET);
      const at = i % sealed.length;
      const code = sealed.charCodeAt(at) ^ (1 << (Math.floor(i / sealed.length) % 7));
      const changed = sealed.slice(0, at) + String.fromCharCode(code) + sealed.slice(at + 1);
      expect(changed).not.toBe(sealed);
      try {
        ring.unseal(PLACE, changed);
      } catch (error) {
        if (error instanceof UnreadableSecretError) refused++;
      }
    }
    expect(refused).toBe(10_000);
  });

  it.each(['', 'v1', 'v1.old.', 'v1.old.AAAA', 'v2.old.AAAA', `v1.other.${'A'.repeat(80)}`])(
    '%s is refused',
    (text) => {
      expect(() => ring.unseal(PLACE, text)).toThrow(UnreadableSecretError);
    },
  );

  it('that was encrypted with an older key can be read, but not if its key is missing', () => {
    const current = key('new');
    const both = createKeyRing([current, old]);
    const sealed = ring.seal(PLACE, SECRET);
    expect([both.unseal(PLACE, sealed), both.isCurrent(sealed)]).toEqual([SECRET, false]);
    expect(both.isCurrent(both.seal(PLACE, SECRET))).toBe(true);
    expect(() => createKeyRing([current]).unseal(PLACE, sealed)).toThrow(UnreadableSecretError);
    // The same name for another key.
    expect(() => createKeyRing([key('old')]).unseal(PLACE, sealed)).toThrow(UnreadableSecretError);
    expect(() => createKeyRing([]).seal(PLACE, SECRET)).toThrow('No encryption key');
  });
});

describe('settings', () => {
  const acme = 'acme' as TenantId;

  it('are encrypted unless they are known to be harmless, at every depth', () => {
    const settings = {
      accountSid: 'AC1',
      enabled: true,
      none: null,
      authToken: SECRET,
      region: { apiSecret: SECRET },
      name: ['harmless'],
      pin: 1234,
      flags: [true],
    };
    const sealed = sealSettings(ring, acme, settings);
    const kept = Object.keys(settings).filter((name) => !isSealed(sealed[name]));
    expect(kept).toEqual(['accountSid', 'enabled', 'none', 'name', 'flags']);
    expect(unsealSettings(ring, acme, sealed)).toEqual(settings);
    expect(Object.keys(settings).map((name) => showSetting(name, sealed[name]))).toEqual([
      ...['AC1', true, null, '••••••••', { apiSecret: '••••••••' }, ['harmless'], '••••••••', [true]],
    ]);
  });

  it('that look encrypted already are encrypted again, so that nobody can plant one', () => {
    const planted = sealSettings(ring, 'brightline' as TenantId, { authToken: SECRET });
    for (const name of ['authToken', 'name', 'sid']) {
      const sealed = sealSettings(ring, acme, { [name]: planted.authToken });
      expect(sealed[name]).not.toEqual(planted.authToken);
      expect(unsealSettings(ring, acme, sealed)).toEqual({ [name]: planted.authToken });
    }
  });

  it.each([{ sealed: '', shown: true }, { sealed: true }, { sealed: null, shown: null, more: [] }])(
    'that imitate an encrypted one without a secret are encrypted: %j',
    (value) => {
      const sealed = sealSettings(ring, acme, { name: value });
      expect(isSealed(sealed.name) && sealed.name.sealed).toMatch(/^v1\./);
      expect(unsealSettings(ring, acme, sealed)).toEqual({ name: value });
      expect(showSetting('name', sealed.name)).toEqual(value);
    },
  );

  it("that can't be read are shown as bullets", () => {
    const sealed = sealSettings(ring, 'brightline' as TenantId, { authToken: SECRET });
    expect(unsealSettings(ring, acme, sealed)).toEqual({ authToken: '••••••••' });
  });
});
