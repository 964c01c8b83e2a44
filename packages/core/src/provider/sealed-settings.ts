import { isDeepStrictEqual } from 'node:util';
import { BULLETS, maskSecrets } from '../organization/masked-secret.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { KeyRing, SecretPlace } from './key-ring.ts';

/** The stored form of a setting that isn't known to be harmless. */
export interface SealedSetting {
  sealed: string;
  /** What people are shown instead, so that showing it needs no key. */
  shown: unknown;
}

/** The place of a tenant's setting. */
export function settingPlace(tenantId: TenantId, key: string): SecretPlace {
  return { tenantId, field: `twilioConfig.${key}` };
}

/** Whether a setting must be encrypted: it would be masked, at least in part, or it looks like an encrypted one. */
export function isSecretSetting(key: string, value: unknown): boolean {
  const imitates = typeof value === 'object' && value !== null && Object.hasOwn(value, 'sealed');
  return imitates || !isDeepStrictEqual(maskSecrets(key, value), value);
}

/** Only our own code stores this form. If a request contains a value of this form, the value is encrypted like any other. */
export function isSealed(value: unknown): value is SealedSetting {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return (
    Object.keys(value).length === 2 && 'shown' in value && typeof (value as Partial<SealedSetting>).sealed === 'string'
  );
}

/** A setting as people are shown it, whether or not it's encrypted. */
export function showSetting(key: string, stored: unknown): unknown {
  return isSealed(stored) ? stored.shown : maskSecrets(key, stored);
}

/** A setting encrypted. `json` is its value as JSON. */
export function sealSetting(ring: KeyRing, tenantId: TenantId, key: string, json: string): SealedSetting {
  return { sealed: ring.seal(settingPlace(tenantId, key), json), shown: maskSecrets(key, JSON.parse(json)) };
}

/** The settings as they're stored: each that isn't known to be harmless is encrypted as a whole. */
export function sealSettings(
  ring: KeyRing,
  tenantId: TenantId,
  settings: Record<string, unknown>,
): Record<string, unknown> {
  return mapSettings(settings, (key, value) =>
    isSecretSetting(key, value) ? sealSetting(ring, tenantId, key, JSON.stringify(value)) : value,
  );
}

/** The settings as they were sent. An unreadable one becomes bullets, as if it were masked. */
export function unsealSettings(
  ring: KeyRing,
  tenantId: TenantId,
  stored: Record<string, unknown>,
): Record<string, unknown> {
  return mapSettings(stored, (key, value) => (isSealed(value) ? unsealSetting(ring, tenantId, key, value) : value));
}

function unsealSetting(ring: KeyRing, tenantId: TenantId, key: string, { sealed }: SealedSetting): unknown {
  try {
    return JSON.parse(ring.unseal(settingPlace(tenantId, key), sealed));
  } catch {
    return BULLETS;
  }
}

function mapSettings(
  settings: Record<string, unknown>,
  map: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, map(key, value)]));
}
