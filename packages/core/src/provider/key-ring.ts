import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** A key that encrypts provider secrets. `id` says which key a stored secret needs. */
export interface EncryptionKey {
  /** 1 to 32 characters from a-z, 0-9 and -. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** The key that is derived from a server's secret. It reveals nothing about other uses of the secret. */
export function deriveEncryptionKey(secret: string): EncryptionKey {
  const key = createHmac('sha256', secret).update('linekeeper provider secrets').digest();
  const name = createHmac('sha256', key).update('name of the key').digest('hex');
  return { id: `secret-${name.slice(0, 8)}`, key };
}

/** The owner and the place of a secret. A secret can be decrypted only in its own place. */
export interface SecretPlace {
  tenantId: string;
  field: string;
}

/** A secret can't be decrypted: it was changed or moved, or its key is missing. */
export class UnreadableSecretError extends Error {
  override name = 'UnreadableSecretError';
}

/** Nothing can be encrypted, because no key was given. */
export class NoEncryptionKeyError extends Error {
  override name = 'NoEncryptionKeyError';
}

/** Encrypts with the first of several keys, and decrypts with any of them. */
export interface KeyRing {
  /** Throws {@link NoEncryptionKeyError}. */
  seal(place: SecretPlace, text: string): string;
  /** Throws {@link UnreadableSecretError}. */
  unseal(place: SecretPlace, sealed: string): string;
  /** Whether this was encrypted with the current key. */
  isCurrent(sealed: string): boolean;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^v1\.([a-z\d-]{1,32})\.([\w-]+)$/;

/** Without keys, nothing can be encrypted or decrypted. */
export function createKeyRing(keys: readonly EncryptionKey[]): KeyRing {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const [current] = keys;
  return {
    seal(place, text) {
      if (!current) throw new NoEncryptionKeyError("No encryption key was given, so a provider secret can't be stored");
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.key, iv).setAAD(associatedData(current.id, place));
      const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${current.id}.${bytes.toString('base64url')}`;
    },
    unseal(place, sealed) {
      const [, id = '', encoded = ''] = FORM.exec(sealed) ?? [];
      const key = byId.get(id);
      const bytes = Buffer.from(encoded, 'base64url');
      // Several spellings decode to the same bytes. Only the one that was written is accepted.
      if (!key || bytes.length < IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== encoded) {
        throw new UnreadableSecretError('The secret is damaged, or its key is not given');
      }
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(associatedData(id, place))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new UnreadableSecretError('The secret is damaged, or was moved from another place', { cause });
      }
    },
    isCurrent: (sealed) => current !== undefined && sealed.startsWith(`v1.${current.id}.`),
  };
}

/** As JSON, so that no two places have the same bytes. */
function associatedData(keyId: string, { tenantId, field }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify(['linekeeper', keyId, tenantId, field]));
}
